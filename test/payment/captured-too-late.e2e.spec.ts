import { randomUUID } from 'node:crypto';
import { BookingCommands } from '#commands';
import { expireBooking, plusSeconds } from '#domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { type Held, hold, pay } from '../setup/desk.js';
import { bookingIn, paymentsIn } from '../setup/folded.js';
import { expectAgreement } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { holdTable } from './held-statements.js';

let client: Client;

const patient = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

/** What a payment is answered when that happened between the question to the provider and its capture. */
async function paidWhile(booking: Held, happens: () => Promise<unknown>) {
  const charges = await holdTable(client.database, 'payment.charge');
  const paying = pay(client.application.url, booking).then((answer) => answer);
  await charges.wanted(1);
  await happens();
  await charges.release();
  return paying;
}

async function expectRefunded({ recordLocator }: Held): Promise<void> {
  const payments = () => paymentsIn(client.eventStore, recordLocator);
  await expect.poll(payments, patient).toEqual(['refunded']);
  await expectAgreement(client.database, client.eventStore, [recordLocator]);
}

/** As it does a quarter of an hour after a payment that came at the last moment. */
async function expire(commands: BookingCommands, { recordLocator }: Held): Promise<void> {
  await commands.handle({
    recordLocator,
    commandId: randomUUID(),
    correlationId: 'test',
    actor: 'process-manager',
    decide: ({ booking, flights, now }) =>
      expireBooking({ now: plusSeconds(now, 16 * 60) }, booking, flights),
  });
}

describe('money that is captured too late is answered 200, and goes back', () => {
  it('after its booking has expired', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
    const booking = await hold(client.application.url, [flightId]);
    const commands = new BookingCommands(client.eventStore);
    const { status, body } = await paidWhile(booking, () => expire(commands, booking));
    expect(status).toBe(200);
    const { total: refund } = booking;
    expect(body).toMatchObject({ status: 'expired', payments: [{ status: 'captured' }], refund });
    await expectRefunded(booking);
  });

  it('after a flight of its booking has departed: the booking stays held until its hold ends', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 2, 12);
    const booking = await hold(client.application.url, [flightId]);
    const departure = `/v1/operations/flights/${flightId}/departure`;
    const { status, body } = await paidWhile(booking, () => client.post(departure, {}).expect(200));
    expect(status).toBe(200);
    const { total: refund } = booking;
    expect(body).toMatchObject({ status: 'held', payments: [{ status: 'captured' }], refund });
    expect(body).not.toHaveProperty('tickets');
    await expectRefunded(booking);
    const { status: now } = await bookingIn(client.eventStore, booking.recordLocator);
    expect(now).toBe('held');
  });
});
