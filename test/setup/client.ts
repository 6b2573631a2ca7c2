import { randomUUID } from 'node:crypto';
import { EventStore } from '#event-store';
import request from 'supertest';
import { expect } from 'vitest';
import { z } from 'zod';
import { operatorKey, type RunningApplication, startApplication } from './application.js';
import { createDatabase } from './database.js';

export interface Post {
  /** The Bearer credential; the operators' by default. */
  bearer?: string;
  key?: string;
}

export interface Client {
  eventStore: EventStore;
  application: RunningApplication;
  /** A write with an Idempotency-Key of its own, if none is given. */
  post(path: string, body?: object, how?: Post): request.Test;
  /** A held booking in economy, of one passenger for each name. */
  hold(flightIds: string[], seats?: string[], givenNames?: string[]): Promise<Held>;
  /** The types of a stream's events, in order. */
  typesIn(streamId: string): Promise<string[]>;
  stop(): Promise<void>;
}

const held = z.object({ recordLocator: z.string(), accessToken: z.string(), total: z.unknown() });

export type Held = z.infer<typeof held>;

/** An application of a test file on a database of its own. */
export async function openClient(): Promise<Client> {
  const database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const application = await startApplication(database);
  const { url } = application;

  function post(path: string, body?: object, { bearer = operatorKey, key }: Post = {}) {
    const sent = request(url)
      .post(path)
      .set('Idempotency-Key', key ?? randomUUID())
      .set('Authorization', `Bearer ${bearer}`);
    return body === undefined ? sent : sent.send(body);
  }

  async function hold(flightIds: string[], seats?: string[], givenNames = ['Bessie']) {
    const placed = await post('/v1/bookings', {
      segments: flightIds.map((flightId) => ({
        flightId,
        cabin: 'economy',
        ...(seats && { seats }),
      })),
      passengers: givenNames.map((givenName) => ({ givenName, familyName: 'Coleman' })),
      contact: { email: 'bessie@example.com' },
    }).expect(201);
    return held.parse(placed.body);
  }

  async function typesIn(streamId: string) {
    const { events } = await eventStore.readStream(streamId, { from: 1, limit: 1000 });
    return events.map(({ type }) => type);
  }

  async function stop() {
    await eventStore.close();
    expect(await application.stop()).toBe(0);
    await database.drop();
  }

  return { eventStore, application, post, hold, typesIn, stop };
}
