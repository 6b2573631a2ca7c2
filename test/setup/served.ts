import request from 'supertest';
import { expect, inject } from 'vitest';
import { z } from 'zod';
import {
  operatorKey,
  type RunningApplication,
  startApplication,
  startTwin,
} from './application.js';
import { type Desk, deskAt } from './client.js';
import { createDatabase, createTwinDatabase, type TestDatabase } from './database.js';
import { type Kept, keptInLog, keptInTables } from './kept.js';

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
