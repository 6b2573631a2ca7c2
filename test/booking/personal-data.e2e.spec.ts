import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { answerToBytes } from '../setup/bytes.js';
import { type Client, openClient } from '../setup/client.js';
import { cancelFlight, changeSeat, type Held, pay } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { storedTexts } from '../setup/stored-texts.js';

const traveller = { givenName: 'Quillan', familyName: 'Brambleworth' };
const contact = { email: 'oakenmoss@example.com' };
/** What a traveller says of the journey may name a person, too. */
const reason = 'Thistledown is ill';

const personal = /quillan|brambleworth|oakenmoss|thistledown/i;

let client: Client;
let url: string;
/** Both have ended: the first by its traveller, the second with its flight. */
let first: Held;
let second: Held;
/** Of every answer that is a problem. */
const problemTexts: string[] = [];

beforeAll(async () => {
  client = await openClient({ LOG_LEVEL: 'trace' });
  ({ url } = client.application);
  const flightId = await scheduleSmallFlight(client.eventStore, 1, 12, 12);
  first = await placeFor(flightId);
  await meets(402, pay(url, first, 'tok_declined'));
  const paid = await pay(url, first).expect(200);
  await changeSeat(url, first, flightId, '3F').expect(200);
  await retrieve(traveller.familyName)
    .set('Consistency-Token', String(paid.headers['consistency-token']))
    .expect(200);
  await meets(404, retrieve(`${traveller.familyName}-Smith`));
  const checkedIn = await client.post(`/v1/bookings/${first.recordLocator}/check-in`, {});
  expect(checkedIn.text).toMatch('BRAMBLEWORTH/QUILLAN');
  await sendMalformed(flightId);
  await client.post(`/v1/bookings/${first.recordLocator}/cancellation`, { reason }).expect(200);

  second = await placeFor(flightId);
  await pay(url, second).expect(200);
  await cancelFlight(url, flightId);
  for (const { recordLocator } of [first, second]) {
    const isRefunded = async () =>
      (await client.typesIn(`booking-${recordLocator}`)).includes('PaymentRefunded');
    await vi.waitUntil(isRefunded, { timeout: 30_000, interval: 100 });
  }
});

afterAll(() => client.stop());

async function placeFor(flightId: string): Promise<Held> {
  const segments = [{ flightId, cabin: 'economy' }];
  const { body } = await client
    .post('/v1/bookings', { segments, passengers: [traveller], contact })
    .expect(201);
  return body;
}

function retrieve(familyName: string): request.Test {
  const { recordLocator } = first;
  return request(url).post('/v1/bookings/retrieval').send({ recordLocator, familyName });
}

/** Keeps what a problem tells. */
async function meets(status: number, sent: request.Test): Promise<void> {
  const { text } = await sent.expect(status);
  problemTexts.push(text);
}

/** Requests that hold names, and are wrong: each by another part of what looks at them. */
async function sendMalformed(flightId: string): Promise<void> {
  const { familyName } = traveller;
  const place = { segments: [{ flightId, cabin: 'economy' }], passengers: [traveller], contact };
  const twoSeats = { ...place.segments[0], seats: ['1A', '1C'] };
  const bodies: object[] = [
    { ...place, passengers: [{ ...traveller, givenName: `${familyName}\u0000` }] },
    { ...place, contact: { email: `${contact.email} ${familyName}` } },
    { ...place, passengers: [{ ...traveller, givenName: [familyName] }] },
    { ...place, segments: [{ flightId: familyName, cabin: familyName, seats: [familyName] }] },
    { ...place, segments: [twoSeats] },
    { ...place, quotedTotal: familyName },
  ];
  for (const body of bodies) await meets(400, client.post('/v1/bookings', body));
  const json = client.post('/v1/bookings').set('Content-Type', 'application/json');
  await meets(400, json.send(`${JSON.stringify(place)}, ${familyName}`));
  const form = client.post('/v1/bookings').set('Content-Type', 'text/plain');
  await meets(415, form.send(JSON.stringify(place)));
  await meets(400, client.post(`/v1/bookings?hat=${familyName}`, place));
  await meets(400, client.post('/v1/bookings', place, { key: familyName }));
  await meets(400, request(url).get(`/v1/flights/${familyName}?hat=${familyName}`));
  await meets(404, request(url).get(`/v1/${familyName}`));
  await meets(
    401,
    client.post(`/v1/bookings/${first.recordLocator}/payment`, {}, { bearer: familyName }),
  );
  problemTexts.push(await answerToBytes(url, `${JSON.stringify(place)}\r\n\r\n`));
}

/** What is in a text in the clear, or encoded as what is sealed is. */
function tells(text: string): boolean {
  const decoded = (text.match(/[\w+/-]{12,}/g) ?? []).map((part) =>
    Buffer.from(part, 'base64url').toString('latin1'),
  );
  return [text, ...decoded].some((each) => personal.test(each));
}

describe('the names, the address and the reason of a booking', () => {
  it('are shown to its traveller', async () => {
    const { text } = await request(url)
      .get(`/v1/bookings/${second.recordLocator}`)
      .set('Authorization', `Bearer ${second.accessToken}`)
      .expect(200);
    expect(text).toMatch(/Quillan.*Brambleworth.*oakenmoss/);
  });

  it('are printed nowhere, though every write is logged', async () => {
    const lines = () => client.application.printed().split('\n');
    for (const route of ['bookings/retrieval', 'operations/flights/:flightId/cancellation']) {
      const answered = expect.stringContaining(`"route":"/v1/${route}","status":200`);
      await expect.poll(lines).toContainEqual(answered);
    }
    expect(lines().filter(tells)).toEqual([]);
  });

  it('are measured nowhere', async () => {
    const { text } = await request(url).get('/metrics').expect(200);
    expect(text).toMatch('/v1/bookings/retrieval');
    expect(text.split('\n').filter(tells)).toEqual([]);
  });

  it('are in no problem', () => {
    expect(problemTexts).toHaveLength(16);
    expect(problemTexts.filter(tells)).toEqual([]);
  });

  it('are stored in no table unsealed', async () => {
    const stored = [...(await storedTexts(client.database))];
    const inWhich = (isIn: (text: string) => boolean) =>
      stored.filter(([, texts]) => texts.some(isIn)).map(([place]) => place);
    expect(inWhich((text) => text.includes(first.recordLocator))).toEqual(
      expect.arrayContaining(['log.event.data', 'views.booking.state', 'vault.key.subject']),
    );
    expect(inWhich(tells)).toEqual([]);
  });

  it('are in the history sealed, the reason too', async () => {
    const { body } = await request(url)
      .get(`/v1/history/streams/booking-${first.recordLocator}`)
      .set('Authorization', `Bearer ${operatorKey}`)
      .expect(200);
    const sealed = { sealed: expect.any(String) };
    expect(body.events).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({ passengers: sealed, contact: sealed }),
      }),
    );
    expect(body.events).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ reason: sealed }) }),
    );
  });
});

describe('after an erasure', () => {
  const [sealedTexts, keys] = [/"sealed": ?"([\w-]+)"/g, 'SELECT subject FROM vault.key'];

  it('what was sealed is still stored, and no key that is kept opens it', async () => {
    for (const { recordLocator } of [first, second]) {
      await client.post(`/v1/bookings/${recordLocator}/erasure`, {}).expect(204);
    }
    const stored = [...(await storedTexts(client.database)).values()].flat();
    const sealed = stored.flatMap((text) => [...text.matchAll(sealedTexts)].map(([, box]) => box));
    expect(sealed.length).toBeGreaterThanOrEqual(5);
    expect(stored.filter(tells)).toEqual([]);
    expect(await ask(client.database.ownerUrl, `${keys} WHERE wrapped IS NOT NULL`)).toEqual([]);
    expect(await ask(client.database.ownerUrl, keys)).toHaveLength(2);
  });

  it('the past shows the persons as sealed for good', async () => {
    const { text } = await request(url)
      .get(`/v1/history/streams/booking-${first.recordLocator}`)
      .set('Authorization', `Bearer ${operatorKey}`)
      .expect(200);
    expect(text).toMatch(/"type":"BookingErased"/);
    expect(tells(text)).toBe(false);
  });
});
