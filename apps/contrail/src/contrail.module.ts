import { BookingApiModule, BookingSettings } from '#booking-api';
import { EventStore } from '#event-store';
import { AcceptGuard, CredentialGuard, Credentials, Metrics } from '#platform';
import { ProjectorModule } from '#projector';
import { Airports, QueryApiModule } from '#query-api';
import { Checkpoints } from '#streaming';
import { dataFolder, readAirports } from '#tools/import';
import { Vault } from '#vault';
import { PostgresViewStore } from '#views/stores';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Logger, Module } from '@nestjs/common';
import type { Configuration } from './configuration.js';
import { HealthController } from './health.controller.js';
import { LogMetrics } from './log-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** The embedded profile: all parts in one process, on one database. */
@Module({})
export class ContrailModule implements OnApplicationShutdown {
  constructor(
    private readonly eventStore: EventStore,
    private readonly vault: Vault,
    private readonly views: PostgresViewStore,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** @param url of the application's role */
  static async on(url: string, configuration: Configuration): Promise<DynamicModule> {
    const airports = await readAirports(dataFolder());
    const { secret, operatorKey, holdSeconds } = configuration;
    const logger = new Logger('database');
    const onConnectionLost = (error: Error) =>
      logger.warn(`a connection was lost: ${error.message}`);
    const connection = { url, onConnectionLost };
    const parts = [
      { provide: EventStore, useValue: new EventStore(connection) },
      { provide: Vault, useValue: new Vault({ ...connection, secret }) },
      { provide: PostgresViewStore, useValue: new PostgresViewStore(connection) },
      { provide: Checkpoints, useValue: new Checkpoints(connection) },
      { provide: Credentials, useValue: new Credentials(secret, operatorKey) },
      { provide: BookingSettings, useValue: new BookingSettings(holdSeconds) },
      { provide: Metrics, useValue: new Metrics() },
      { provide: Airports, useValue: new Airports([...airports.values()]) },
    ];
    return {
      module: ContrailModule,
      global: true,
      imports: [BookingApiModule, QueryApiModule, ProjectorModule],
      controllers: [HealthController, MetricsController],
      providers: [...parts, LogMetrics, AcceptGuard, CredentialGuard],
      exports: parts.map(({ provide }) => provide),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.eventStore.close(),
      this.vault.close(),
      this.views.close(),
      this.checkpoints.close(),
    ]);
  }
}
