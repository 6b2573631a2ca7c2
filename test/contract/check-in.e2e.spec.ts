import { randomUUID } from 'node:crypto';
import { decode } from 'bcbp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Post } from '../setup/client.js';
import { openServed, type Served } from '../setup/served.js';
import { bessie, pay } from '../setup/desk.js';
import { expectReplayed } from '../setup/replay.js';

let client: Served;

beforeAll(async () => {
  client = await openServed();
});

afterAll(() => client.stop());

function checkIn(recordLocator: string, how?: Post) {
  return client.post(`/v1/bookings/${recordLocator}/check-in`, undefined, how);
}

/** A ticketed booking of Bessie and Amy on a flight in that many hours. */
async function ticketed(number: number, hoursAhead: number) {
  const flightId = await client.schedule({ number: number, seats: 12, hoursAhead });
  const { recordLocator, accessToken } = await client.hold([flightId], {
    seats: ['1A', '1C'],
    passengers: [bessie, { ...bessie, givenName: 'Amy' }],
  });
  await pay(client.application.url, { recordLocator }).expect(200);
  return { flightId, recordLocator, accessToken };
}

describe('a check-in', () => {
  it('answers a boarding pass for each passenger', async () => {
    const { flightId, recordLocator, accessToken } = await ticketed(1, 10);
    const { body } = await checkIn(recordLocator, { bearer: accessToken }).expect(200);
    expect(body.boardingPasses).toMatchObject([
      { passenger: 0, flightId, seat: '1A' },
      { passenger: 1, flightId, seat: '1C' },
    ]);
    const [, date = ''] = /-(\d{4}-\d\d-\d\d)$/.exec(flightId) ?? [];
    const [first, second] = body.boardingPasses;
    expect(first.bcbp).toMatch(/^M1COLEMAN\/BESSIE {6}E\w{6} EWRIAHZZ 0001 \d{3}Y001A0001 1/);
    const { data } = decode(second.bcbp, Number(date.slice(0, 4)));
    expect(data).toMatchObject({
      passengerName: 'COLEMAN/AMY',
      legs: [
        {
          operatingCarrierPNR: recordLocator,
          ...{ departureAirport: 'EWR', arrivalAirport: 'IAH' },
          ...{ compartmentCode: 'Y', seatNumber: '001C', checkInSequenceNumber: '0002' },
        },
      ],
    });
    expect(data?.legs?.[0]?.flightDate?.toISOString().slice(0, 10)).toBe(date);
  });

  it('of the next booking goes on with the sequence', async () => {
    const { flightId, recordLocator } = await ticketed(2, 10);
    const next = await client.hold([flightId], { seats: ['2A'] });
    await pay(client.application.url, next).expect(200);
    await checkIn(recordLocator).expect(200);
    const { body } = await checkIn(next.recordLocator).expect(200);
    expect(body.boardingPasses[0].bcbp).toMatch('Y002A0003');
  });

  it('under another key answers the same passes and writes nothing', async () => {
    const { recordLocator } = await ticketed(3, 10);
    const first = await checkIn(recordLocator).expect(200);
    const version = await client.versionOfBooking(recordLocator);
    const second = await checkIn(recordLocator).expect(200);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotent-replayed']).toBeUndefined();
    expect(await client.versionOfBooking(recordLocator)).toBe(version);
  });

  it('is answered again under the same key, also when the booking was cancelled since', async () => {
    const { recordLocator, accessToken: bearer } = await ticketed(4, 10);
    const key = randomUUID();
    const path = `/v1/bookings/${recordLocator}/check-in`;
    await expectReplayed(client, path, undefined, { bearer, key });
    await client.post(`/v1/bookings/${recordLocator}/cancellation`).expect(200);
    const { body } = await checkIn(recordLocator, { bearer, key }).expect(200);
    expect(body.boardingPasses).toHaveLength(2);
    const afresh = await checkIn(recordLocator);
    expect([afresh.status, afresh.body.type]).toEqual([409, '/problems/booking-state']);
  });

  it('of a later flight follows when its time has come, and answers the earlier passes too', async () => {
    const soon = await client.schedule({ number: 5, seats: 12, hoursAhead: 10 });
    const later = await client.schedule({ number: 6, seats: 12, hoursAhead: 11 });
    const { recordLocator } = await client.hold([soon, later]);
    await pay(client.application.url, { recordLocator }).expect(200);
    const delay = (minutes: number) =>
      client.post(`/v1/operations/flights/${later}/delay`, { minutes }).expect(200);
    const flightsOf = ({ body }: { body: { boardingPasses: { flightId: string }[] } }) =>
      body.boardingPasses.map(({ flightId }) => flightId);

    await delay(24 * 60);
    expect(flightsOf(await checkIn(recordLocator).expect(200))).toEqual([soon]);
    expect(flightsOf(await checkIn(recordLocator).expect(200))).toEqual([soon]);
    await delay(10);
    expect(flightsOf(await checkIn(recordLocator).expect(200))).toEqual([soon, later]);
  });

  it('is refused before the booking is paid', async () => {
    const flightId = await client.schedule({ number: 7, seats: 12, hoursAhead: 10 });
    const { recordLocator } = await client.hold([flightId]);
    const { status, body } = await checkIn(recordLocator);
    expect([status, body.type]).toEqual([409, '/problems/booking-state']);
  });

  it('is refused earlier than 24 hours before departure', async () => {
    const { recordLocator } = await ticketed(8, 25);
    const { status, body } = await checkIn(recordLocator);
    expect([status, body.type]).toEqual([409, '/problems/booking-state']);
  });

  it('is refused after the departure', async () => {
    const { flightId, recordLocator } = await ticketed(9, 10);
    await client.post(`/v1/operations/flights/${flightId}/departure`).expect(200);
    const { status, body } = await checkIn(recordLocator);
    expect([status, body.type]).toEqual([409, '/problems/flight-closed']);
  });

  it('closes the change of seats', async () => {
    const { flightId, recordLocator } = await ticketed(10, 10);
    await checkIn(recordLocator).expect(200);
    const wanted = { flightId, passenger: 0, seat: '2A' };
    const { status, body } = await client.post(`/v1/bookings/${recordLocator}/seat-change`, wanted);
    expect([status, body.type]).toEqual([409, '/problems/booking-state']);
  });

  it('is for the booking by its own token only', async () => {
    const mine = await ticketed(11, 10);
    const other = await ticketed(12, 10);
    await checkIn(mine.recordLocator, { bearer: other.accessToken }).expect(404);
    await checkIn('ZZZZZZ').expect(404);
  });
});
