import type { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { cancelFlight, hold, pay, place } from '../setup/desk.js';
import { bookingIn, flightIn, paymentsIn } from '../setup/folded.js';
import { chargesOf, expectAgreement } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;
let log: EventStore;
let url: string;
let other: RunningApplication;

const patient = { timeout: 40_000, interval: 200 };

beforeAll(async () => {
  client = await openClient();
  log = client.eventStore;
  ({ url } = client.application);
  other = await startApplication(client.database);
});

afterAll(async () => {
  expect(await other.stop()).toBe(0);
  await client.stop();
});

/** What a crowd of buyers has heard. */
class Sales {
  readonly booked: string[] = [];
  readonly payments: { recordLocator: string; status: number }[] = [];
  readonly refusals: string[] = [];

  get paid(): string[] {
    return this.payments.filter(({ status }) => status === 200).map((each) => each.recordLocator);
  }
}

/** Books, and pays for two bookings of three, until that refusal; a flight may be sold out before. */
async function buy(
  desk: string,
  flightIds: readonly string[],
  until: 'sold-out' | 'flight-closed',
  { booked, payments, refusals }: Sales,
): Promise<void> {
  while (!refusals.includes(until)) {
    const { status, body } = await place(desk, flightIds);
    if (status === 201) {
      const recordLocator = String(body.recordLocator);
      if (booked.push(recordLocator) % 3 === 0) continue;
      const answer = await pay(desk, { recordLocator });
      payments.push({ recordLocator, status: answer.status });
    } else {
      const refusal = String(body.type).slice('/problems/'.length);
      expect(['sold-out', until]).toContain(refusal);
      refusals.push(refusal);
    }
  }
}

/** Each booking is cancelled, its seats are free, and what was captured has gone back. */
async function expectNoneLeft(booked: readonly string[], paid: readonly string[]): Promise<void> {
  const statuses = async () => {
    const bookings = await Promise.all(booked.map((locator) => bookingIn(log, locator)));
    return new Set(bookings.map(({ status }) => status));
  };
  await expect.poll(statuses, patient).toEqual(new Set(['cancelled']));
  await expectAgreement(client.database, log, booked);
  for (const locator of paid) {
    expect({ [locator]: await paymentsIn(log, locator) }).toEqual({ [locator]: ['refunded'] });
  }
}

it('a flight with all its seats booked is cancelled while bookings arrive: all are refunded, none is left behind', async () => {
  const flightId = await scheduleSmallFlight(log, 1, 39);
  const desks = [url, other.url, url, other.url];
  const early = new Sales();
  await Promise.all(desks.map((desk) => buy(desk, [flightId], 'sold-out', early)));
  expect(early.booked).toHaveLength(39);
  expect(early.paid.length).toBeGreaterThan(20);
  expect(early.paid).toHaveLength(early.payments.length);

  const late = new Sales();
  const buying = Promise.all(desks.map((desk) => buy(desk, [flightId], 'flight-closed', late)));
  const leaving = (async () => {
    for (const locator of early.booked) {
      if (late.refusals.includes('flight-closed')) break;
      await client.post(`/v1/bookings/${locator}/cancellation`, {}).expect(200);
    }
  })();
  await expect.poll(() => late.refusals, patient).toContain('sold-out');
  await expect.poll(() => late.paid.length, patient).toBeGreaterThan(3);
  await cancelFlight(url, flightId);
  await Promise.all([buying, leaving]);

  await expectNoneLeft([...early.booked, ...late.booked], [...early.paid, ...late.paid]);
  expect(await flightIn(log, flightId)).toMatchObject({ status: 'cancelled', taken: new Map() });
  const charges = [...(await chargesOf(client.database)).values()];
  expect(charges.filter((charge) => charge.charges !== charge.refunds)).toEqual([]);
});

it('a flight is cancelled while bookings of it and of another flight arrive: both are free of them', async () => {
  const flights = [await scheduleSmallFlight(log, 2, 220), await scheduleSmallFlight(log, 3, 220)];
  const [flightId = ''] = flights;
  const sales = new Sales();
  const buying = Array.from({ length: 8 }, (_, index) => {
    const desk = index % 2 === 0 ? url : other.url;
    return buy(desk, index < 4 ? [flightId] : flights.toReversed(), 'flight-closed', sales);
  });
  await expect.poll(() => sales.paid.length, patient).toBeGreaterThan(8);
  await cancelFlight(url, flightId);
  await Promise.all(buying);
  await expectNoneLeft(sales.booked, sales.paid);
  for (const id of flights) expect(await flightIn(log, id)).toMatchObject({ taken: new Map() });
});

it('a payment that the provider captures after the cancellation is given back', async () => {
  const flightId = await scheduleSmallFlight(log, 4, 12);
  const { recordLocator } = await hold(url, [flightId]);
  await pay(url, { recordLocator }, 'tok_timeout').expect(202);
  await cancelFlight(url, flightId);
  await expectNoneLeft([recordLocator], [recordLocator]);
});
