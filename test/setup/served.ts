import { expect, inject } from 'vitest';
import { z } from 'zod';
import { type RunningApplication, startApplication, startTwin } from './application.js';
import { type Desk, deskAt } from './client.js';
import { createDatabase, createTwinDatabase } from './database.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent: the application on events. */
    application?: 'crud-twin';
  }
}

/** An application that a test knows by the contract alone: on events, or on tables. */
export interface Served extends Desk {
  application: RunningApplication;
  /** Another process of it, on the same database: for its test to stop. */
  another(): Promise<RunningApplication>;
  /** Schedules a flight, by default of economy alone, in a week; answers its flightId. */
  schedule(flight: WantedFlight): Promise<string>;
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

/** The one that the project of this run names, on a database of its own. */
export async function openServed(env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const isTwin = inject('application') === 'crud-twin';
  const database = await (isTwin ? createTwinDatabase() : createDatabase());
  const start = () => (isTwin ? startTwin(database, env) : startApplication(database, env));
  const application = await start();
  const desk = deskAt(application.url);

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

  async function stop() {
    expect(await application.stop()).toBe(0);
    await database.drop();
  }

  return { application, another: start, schedule, stop, ...desk };
}
