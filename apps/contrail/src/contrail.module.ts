import { BookingApiModule, BookingSettings } from '#booking-api';
import { consumers } from '#contracts';
import { EventStore, SignedHeads } from '#event-store';
import { Fares, Outbox } from '#fares';
import { PaymentProvider, PaymentSimulator } from '#payment';
import { Credentials, databaseConnection, Metrics, Resources } from '#platform';
import { ProcessManagerModule } from '#process-manager';
import { ProjectorModule } from '#projector';
import {
  AvailabilityInMemory,
  DescribedTopics,
  LiveAvailability,
  QueryApiModule,
  RouteIndex,
  Rungs,
} from '#query-api';
import { Airports } from '#reference-data';
import { Checkpoints, ParkedMessages } from '#streaming';
import { LogHeadSigner, LogMetrics } from '#relay';
import { Timers } from '#timers';
import type { Configuration } from '#tools/instance';
import { Vault } from '#vault';
import { PostgresViewStore, RowPushes } from '#views/stores';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { GenerationWatch } from './generation-watch.js';

/** The embedded profile: all parts in one process, on one database. */
@Module({})
export class ContrailModule {
  /** @param url of the application's role */
  static on(url: string, configuration: Configuration, airports: Airports): DynamicModule {
    const { secret, operatorKey, holdSeconds, dataDirectory } = configuration;
    const connection = databaseConnection(url);
    const views = new PostgresViewStore(connection);
    const memory = new AvailabilityInMemory();
    const routes = new RouteIndex(views, memory.routes);
    const live = new LiveAvailability();
    const watch = new GenerationWatch(views, memory, live);
    const resources = Resources.of({
      opens: [
        { provide: EventStore, useValue: new EventStore(connection) },
        { provide: Vault, useValue: new Vault({ ...connection, secret }) },
        { provide: PostgresViewStore, useValue: views },
        { provide: Checkpoints, useValue: new Checkpoints(connection) },
        { provide: ParkedMessages, useValue: new ParkedMessages(connection) },
        { provide: Timers, useValue: new Timers(connection) },
        { provide: PaymentProvider, useValue: new PaymentSimulator(connection) },
        { provide: Fares, useValue: new Fares(connection) },
        { provide: Outbox, useValue: new Outbox(connection) },
      ],
      knows: [
        { provide: Credentials, useValue: new Credentials(secret, operatorKey) },
        { provide: Airports, useValue: airports },
        { provide: RowPushes, useValue: new RowPushes([memory, live]) },
        { provide: LiveAvailability, useValue: live },
        // Their names where there is a Kafka: here the log is the stream.
        { provide: DescribedTopics, useValue: new DescribedTopics('contrail') },
        { provide: RouteIndex, useValue: routes },
        { provide: Rungs, useValue: new Rungs(memory, [], () => watch.silentMs) },
        { provide: BookingSettings, useValue: new BookingSettings(holdSeconds) },
      ],
    });
    const heads = new SignedHeads(dataDirectory, secret);
    const signer = {
      provide: LogHeadSigner,
      inject: [EventStore],
      useFactory: (eventStore: EventStore) => new LogHeadSigner(eventStore, heads),
    };
    const followers = Object.values(consumers).map(({ description = '' }) => description);
    const metrics = {
      provide: LogMetrics,
      inject: [EventStore, Checkpoints, Metrics],
      useFactory: (eventStore: EventStore, checkpoints: Checkpoints, all: Metrics) =>
        new LogMetrics(eventStore, checkpoints, all, () => followers),
    };
    return {
      module: ContrailModule,
      imports: [
        ...[resources, CqrsModule.forRoot()],
        ...[BookingApiModule, QueryApiModule, ProjectorModule, ProcessManagerModule],
      ],
      providers: [signer, metrics, { provide: GenerationWatch, useValue: watch }],
    };
  }
}
