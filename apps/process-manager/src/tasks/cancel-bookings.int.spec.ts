import { flightStreamId } from '#contracts';
import { EventStore } from '#event-store';
import { Timers } from '#timers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../../test/setup/small-flight.js';
import { CancelBookings } from './cancel-bookings.js';

let database: TestDatabase;
let eventStore: EventStore;
let timers: Timers;

beforeAll(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  eventStore = new EventStore(connection);
  timers = new Timers(connection);
});

afterAll(async () => {
  await timers.close();
  await eventStore.close();
  await database.drop();
});

it('cancels the bookings of no flight that was not cancelled, nor at an event that is not there', async () => {
  const streamId = flightStreamId(await scheduleSmallFlight(eventStore, 1, 12));
  const cancelBookings = new CancelBookings(eventStore, timers);
  const after = (version: number) =>
    cancelBookings.run({ step: 'cancel-bookings', streamId, version });
  await expect(after(1)).rejects.toThrow(`${streamId}@1 cancels no flight: FlightScheduled`);
  await expect(after(2)).rejects.toThrow(`there is no ${streamId}@2`);
});
