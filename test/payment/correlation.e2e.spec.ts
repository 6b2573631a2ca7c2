import { bookingStreamId, flightStreamId, type RecordedEvent } from '#contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { pay } from '../setup/desk.js';
import { paymentsIn } from '../setup/folded.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

async function eventsOf(streamId: string): Promise<RecordedEvent[]> {
  const { events } = await client.eventStore.readStream(streamId, { from: 1, limit: 100 });
  return events;
}

/** Who asked for each event, in which request, and after which event. */
function tracesOf(events: readonly RecordedEvent[]) {
  return events.map(({ type, metadata: { correlationId, causationId, actor } }) => {
    return { type, correlationId, causationId, actor };
  });
}

it("a payment and a flight's cancellation are followed to their last event by the ids of their requests", async () => {
  const flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
  const { recordLocator } = await client.hold([flightId]);
  const paid = await pay(client.application.url, { recordLocator }).expect(200);
  const cancelled = await client
    .post(`/v1/operations/flights/${flightId}/cancellation`, { reason: 'snow' })
    .expect(200);
  const payments = () => paymentsIn(client.eventStore, recordLocator);
  await expect.poll(payments, { timeout: 30_000, interval: 100 }).toEqual(['refunded']);

  const payment = paid.headers['x-correlation-id'];
  const cancellation = cancelled.headers['x-correlation-id'];
  expect(new Set([payment, cancellation, undefined]).size).toBe(3);
  const ofFlight = await eventsOf(flightStreamId(flightId));
  const ofBooking = (await eventsOf(bookingStreamId(recordLocator))).slice(1);
  const all = [...ofBooking, ...ofFlight];
  const idOf = (type: string) => all.find((event) => event.type === type)?.metadata.eventId;
  const asked = { correlationId: payment, actor: 'operator' };
  const answered = { ...asked, causationId: idOf('PaymentRequested') };
  const followed = { correlationId: cancellation, actor: 'process-manager' };
  const ended = { ...followed, causationId: idOf('FlightCancelled') };
  expect(tracesOf(ofBooking)).toEqual([
    { type: 'PaymentRequested', ...asked },
    { type: 'PaymentCaptured', ...answered },
    { type: 'BookingTicketed', ...answered },
    { type: 'BookingCancelled', ...ended },
    { type: 'RefundRequested', ...ended },
    { type: 'PaymentRefunded', ...followed, causationId: idOf('RefundRequested') },
  ]);
  expect(tracesOf(ofFlight).slice(-3)).toEqual([
    { type: 'SeatsSold', ...answered },
    { type: 'FlightCancelled', correlationId: cancellation, actor: 'operator' },
    { type: 'SeatsReleased', ...ended },
  ]);
});
