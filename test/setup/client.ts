import { randomUUID } from 'node:crypto';
import { EventStore } from '#event-store';
import request from 'supertest';
import { expect } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from './application.js';
import { createDatabase, type TestDatabase } from './database.js';
import { type Held, hold, type Wishes } from './desk.js';
import { typesIn } from './folded.js';

export interface Post {
  /** The Bearer credential; the operators' by default. */
  bearer?: string;
  key?: string;
}

export interface Desk {
  /** A write with an Idempotency-Key of its own, if none is given. */
  post(path: string, body?: object, how?: Post): request.Test;
  hold(flightIds: string[], wishes?: Wishes): Promise<Held>;
}

export interface Client extends Desk {
  database: TestDatabase;
  eventStore: EventStore;
  application: RunningApplication;
  /** The types of a stream's events, in order. */
  typesIn(streamId: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** An application of a test file on a database of its own, with that environment over the tests' own. */
export async function openClient(env: NodeJS.ProcessEnv = {}): Promise<Client> {
  const database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const application = await startApplication(database, env);
  async function stop() {
    await eventStore.close();
    expect(await application.stop()).toBe(0);
    await database.drop();
  }

  return {
    ...{ database, eventStore, application, stop },
    ...deskAt(application.url),
    typesIn: (streamId) => typesIn(eventStore, streamId),
  };
}

/** What is asked of an application, whichever it is. */
export function deskAt(url: string): Desk {
  function post(path: string, body?: object, { bearer = operatorKey, key }: Post = {}) {
    const sent = request(url)
      .post(path)
      .set('Idempotency-Key', key ?? randomUUID())
      .set('Authorization', `Bearer ${bearer}`);
    return body === undefined ? sent : sent.send(body);
  }
  return { post, hold: (flightIds, wishes) => hold(url, flightIds, wishes) };
}
