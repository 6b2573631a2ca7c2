import { BookingApiModule, BookingSettings } from '#booking-api';
import { EventStore, SignedHeads } from '#event-store';
import { PaymentProvider, PaymentSimulator } from '#payment';
import { AcceptGuard, Airports, CredentialGuard, Credentials, Metrics } from '#platform';
import { ProcessManagerModule } from '#process-manager';
import { ProjectorModule } from '#projector';
import { QueryApiModule, Rungs } from '#query-api';
import { Checkpoints } from '#streaming';
import { Timers } from '#timers';
import { Vault } from '#vault';
import { PostgresViewStore } from '#views/stores';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Inject, Logger, Module } from '@nestjs/common';
import type { Configuration } from './configuration.js';
import { HealthController } from './health.controller.js';
import { LastRequests } from './last-requests.js';
import { LogHeadSigner } from './log-head-signer.js';
import { LogMetrics } from './log-metrics.js';
import { MetricsController } from './metrics.controller.js';

const signHeadEveryMs = 10 * 60_000;

/** The embedded profile: all parts in one process, on one database. */
@Module({})
export class ContrailModule implements OnApplicationShutdown {
  constructor(
    private readonly eventStore: EventStore,
    private readonly vault: Vault,
    private readonly views: PostgresViewStore,
    private readonly checkpoints: Checkpoints,
    private readonly timers: Timers,
    @Inject(PaymentProvider) private readonly payment: PaymentSimulator,
  ) {}

  /** @param url of the application's role */
  static on(url: string, configuration: Configuration, airports: Airports): DynamicModule {
    const { secret, operatorKey, holdSeconds, dataDirectory } = configuration;
    const logger = new Logger('database');
    const onConnectionLost = (error: Error) =>
      logger.warn(`a connection was lost: ${error.message}`);
    const connection = { url, onConnectionLost };
    const parts = [
      { provide: EventStore, useValue: new EventStore(connection) },
      { provide: Vault, useValue: new Vault({ ...connection, secret }) },
      { provide: PostgresViewStore, useValue: new PostgresViewStore(connection) },
      { provide: Checkpoints, useValue: new Checkpoints(connection) },
      { provide: Timers, useValue: new Timers(connection) },
      { provide: PaymentProvider, useValue: new PaymentSimulator(connection) },
      { provide: Credentials, useValue: new Credentials(secret, operatorKey) },
      { provide: Airports, useValue: airports },
      { provide: BookingSettings, useValue: new BookingSettings(holdSeconds) },
      { provide: Metrics, useValue: new Metrics() },
      // No copies: folded rows are not pushed to any yet, and what is not pushed to grows old.
      { provide: Rungs, useValue: new Rungs([]) },
    ];
    const heads = new SignedHeads(dataDirectory, secret);
    const signer = {
      provide: LogHeadSigner,
      inject: [EventStore],
      useFactory: (eventStore: EventStore) => new LogHeadSigner(eventStore, heads, signHeadEveryMs),
    };
    return {
      module: ContrailModule,
      global: true,
      imports: [BookingApiModule, QueryApiModule, ProjectorModule, ProcessManagerModule],
      controllers: [HealthController, MetricsController],
      providers: [...parts, signer, LogMetrics, AcceptGuard, CredentialGuard, LastRequests],
      exports: parts.map(({ provide }) => provide),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.eventStore.close(),
      this.vault.close(),
      this.views.close(),
      this.checkpoints.close(),
      this.timers.close(),
      this.payment.close(),
    ]);
  }
}
