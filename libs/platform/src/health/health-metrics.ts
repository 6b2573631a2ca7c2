import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { Health } from './health.js';

/** The health of the process's parts for Prometheus, as it is when it asks. */
@Injectable()
export class HealthMetrics {
  constructor(health: Health, metrics: Metrics) {
    const ready = metrics.gauge({
      name: 'contrail_part_ready',
      help: '0 for a part that does not answer, or is behind and stands still.',
      aggregator: 'min',
      labelNames: ['part'],
    });
    const lag = metrics.gauge({
      name: 'contrail_part_lag',
      help: 'Events or messages that the part has not handled yet.',
      aggregator: 'max',
      labelNames: ['part'],
    });
    metrics.collectBy(async () => {
      lag.reset();
      const { parts } = await health.look();
      for (const [part, found] of Object.entries(parts)) {
        ready.set({ part }, found.status === 'ok' ? 1 : 0);
        if (found.lag !== undefined) lag.set({ part }, found.lag);
      }
    });
  }
}
