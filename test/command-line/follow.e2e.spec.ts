import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { cancelFlight, hold, pay } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { contrail } from './contrail.js';
import { requestsIn } from './followed.js';

const patient = { timeout: 30_000, interval: 100 };

let data: string;
let client: Client;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'contrail-followed-'));
  client = await openClient({ CONTRAIL_DATA: data, LOG_LEVEL: 'info' });
});

afterAll(async () => {
  await client.stop();
  await rm(data, { recursive: true });
});

function follow(recordLocator: string) {
  const { ownerUrl, secret } = client.database;
  const env = { CONTRAIL_DATA: data, DATABASE_URL: ownerUrl, CONTRAIL_SECRET: secret };
  return contrail(env, 'follow', recordLocator);
}

describe('a booking that is placed, paid, and cancelled with its flight', () => {
  it('is followed from each request to the view, by what the log and the parts tell', async () => {
    // Its page is an application of Nest's of its own, and leaves this one's log as it is.
    await request(client.application.url).get('/openapi.json').expect(200);
    const flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
    const held = await hold(client.application.url, [flightId]);
    await pay(client.application.url, held).expect(200);
    await cancelFlight(client.application.url, flightId);
    const [flight, booking] = [`flight-${flightId}`, `booking-${held.recordLocator}`];
    const types = () => client.typesIn(booking);
    await expect.poll(types, patient).toContain('PaymentRefunded');
    const version = (await types()).length;
    const told = async () => (await follow(held.recordLocator)).out;
    await expect
      .poll(told, patient)
      .toContain(`the view of bookings has ${version} of its ${version} events`);

    const [placed = [], paid = [], cancelled = []] = requestsIn(await told());
    expect(placed[0]).toBe('contrail: POST /v1/bookings received');
    expect(placed).toEqual(
      expect.arrayContaining([
        `log: BookingPlaced ${booking}@1 recorded for the traveller`,
        `log: SeatsHeld ${flight}@2 recorded for the traveller`,
        'contrail: answered 201',
        `projector: BookingPlaced ${booking}@1 folded`,
        `projector: SeatsHeld ${flight}@2 folded`,
        `process-manager: BookingPlaced ${booking}@1 timers set`,
      ]),
    );
    expect(paid[0]).toMatch(/^contrail: POST \/v1\/bookings\/.*\/payment received$/);
    expect(cancelled).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^contrail: POST \/v1\/operations\/.*\/cancellation received$/),
        expect.stringContaining(`log: FlightCancelled ${flight}@`),
        expect.stringMatching(/^log: BookingCancelled .* recorded for the process-manager$/),
        expect.stringMatching(/^projector: PaymentRefunded .* folded$/),
      ]),
    );
    const order = ['FlightCancelled', 'BookingCancelled', 'PaymentRefunded'].map((type) =>
      cancelled.findIndex((hop) => hop.startsWith(`log: ${type} `)),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

it('a booking that is not there is told by its record locator', async () => {
  const { code, out, err } = await follow('222222');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/there is no booking 222222\n$/);
});
