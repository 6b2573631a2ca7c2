import {
  bookingStreamId,
  type Endpoint,
  endpoints,
  flightStreamId,
  openApiDocument,
  startOfLog,
} from '#contracts';
import { EventStore } from '#event-store';
import request from 'supertest';
import { expect, inject } from 'vitest';
import { z } from 'zod';
import {
  operatorKey,
  type RunningApplication,
  startApplication,
  startTwin,
} from './application.js';
import { ask } from './ask.js';
import { type Desk, deskAt } from './client.js';
import { createDatabase, createTwinDatabase, type TestDatabase } from './database.js';
import { expectAgreement } from './money.js';
import { expectTablesAgree } from './tables-agree.js';

type ApplicationName = 'contrail' | 'crud-twin';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent: `contrail`, on events. */
    application?: ApplicationName;
  }
}

/** An application that a test knows by the contract alone: on events, or on tables. */
export interface Served extends Desk, Kept {
  application: RunningApplication;
  database: TestDatabase;
  /** Another process of it, on the same database: for its test to stop. */
  another(): Promise<RunningApplication>;
  /** Schedules a flight, by default to Houston in a week; answers its flightId. */
  schedule(flight: WantedFlight): Promise<string>;
  /** A booking, as an operator reads it. */
  read(recordLocator: string): request.Test;
  stop(): Promise<void>;
}

/** What an application has kept, past its endpoints. */
interface Kept {
  /** 0: there is no such flight. */
  versionOfFlight(flightId: string): Promise<number>;
  versionOfBooking(recordLocator: string): Promise<number>;
  /** Another number after each write. */
  countWrites(): Promise<number>;
  /** Money and bookings agree, as soon as nothing is under way. */
  expectAgreement(recordLocators: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface WantedFlight {
  number: number;
  seats: number;
  destination?: string;
  hoursAhead?: number;
  /** Instead of `hoursAhead`. */
  departsAt?: string;
}

const scheduled = z.object({ flightId: z.string() });
const hour = 3_600_000;

/** The one that the project of this run names, or that is named, on a database of its own. */
export async function openServed(
  env: NodeJS.ProcessEnv = {},
  name: ApplicationName = inject('application') ?? 'contrail',
): Promise<Served> {
  const isTwin = name === 'crud-twin';
  const database = await (isTwin ? createTwinDatabase() : createDatabase());
  const start = () => (isTwin ? startTwin(database, env) : startApplication(database, env));
  const application = await start();
  const desk = deskAt(application.url);
  const kept = isTwin ? keptInTables(database) : keptInLog(database);

  async function schedule(flight: WantedFlight): Promise<string> {
    const { number, seats, destination = 'IAH', hoursAhead = 7 * 24 } = flight;
    const departs = new Date(flight.departsAt ?? Date.now() + hoursAhead * hour);
    const answer = await desk
      .post('/v1/operations/flights', {
        ...{ carrier: 'ZZ', number, origin: 'EWR', destination },
        departsAt: departs.toISOString(),
        arrivesAt: new Date(departs.getTime() + 4 * hour).toISOString(),
        aircraft: { model: 'TEST', seats },
      })
      .expect(201);
    return scheduled.parse(answer.body).flightId;
  }

  function read(recordLocator: string): request.Test {
    return request(application.url)
      .get(`/v1/bookings/${recordLocator}`)
      .set('Authorization', `Bearer ${operatorKey}`);
  }

  async function stop() {
    await kept.close();
    expect(await application.stop()).toBe(0);
    await database.drop();
  }

  return { application, database, another: start, schedule, read, ...desk, ...kept, stop };
}

/** What the twin does not offer: the past, what follows from it, and what belongs to events. */
const onEventsAlone = /history|ledger|insights|dead-letters|stream|erasure|retrieval|\/problems\//;

/** The endpoints of the application of this run. */
export function offered(): readonly Endpoint[] {
  if (inject('application') !== 'crud-twin') return endpoints;
  return endpoints.filter(({ path }) => !onEventsAlone.test(path));
}

/** The API's document: as it is served, or as it is made where it is not. */
export async function documentedBy({ application }: Served): Promise<unknown> {
  if (inject('application') === 'crud-twin') return openApiDocument();
  return (await request(application.url).get('/openapi.json').expect(200)).body;
}

function keptInLog(database: TestDatabase): Kept {
  const log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const versionOf = async (streamId: string) =>
    (await log.readStream(streamId, { from: 1, limit: 1 })).version;
  return {
    versionOfFlight: (flightId) => versionOf(flightStreamId(flightId)),
    versionOfBooking: (recordLocator) => versionOf(bookingStreamId(recordLocator)),
    countWrites: () => log.distance(startOfLog),
    expectAgreement: (recordLocators) => expectAgreement(database, log, recordLocators),
    close: () => log.close(),
  };
}

function keptInTables(database: TestDatabase): Kept {
  async function versionIn(table: string, key: string, value: string): Promise<number> {
    const sql = `SELECT version FROM twin.${table} WHERE ${key} = $1`;
    const [row] = await ask<{ version: number }>(database.url, sql, [value]);
    return row?.version ?? 0;
  }
  return {
    versionOfFlight: (flightId) => versionIn('flight', 'flight_id', flightId),
    versionOfBooking: (recordLocator) => versionIn('booking', 'record_locator', recordLocator),
    countWrites: async () => (await ask(database.url, 'SELECT FROM twin.idempotency_key')).length,
    expectAgreement: (recordLocators) => expectTablesAgree(database, recordLocators),
    close: () => Promise.resolve(),
  };
}
