import { Global, Module } from '@nestjs/common';
import { HealthController } from './health/health.controller.js';
import { HealthMetrics } from './health/health-metrics.js';
import { Health } from './health/health.js';
import { AcceptGuard } from './http/accept.guard.js';
import { BeforeRouting } from './http/before-routing.js';
import { CredentialGuard } from './http/credential.guard.js';
import { LastRequests } from './http/last-requests.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { Siblings } from './workers/siblings.js';

/** What every process has beside its part: health, metrics, the end of its HTTP server. */
@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [
    ...[Health, HealthMetrics, Metrics, Siblings],
    ...[AcceptGuard, BeforeRouting, CredentialGuard, LastRequests],
  ],
  exports: [BeforeRouting, Health, Metrics],
})
export class SystemModule {}
