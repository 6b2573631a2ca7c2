import { randomUUID } from 'node:crypto';
import { withSchemaVersion } from '#contracts';
import { flightStreamId } from '#domain';
import type { EventStore } from '#event-store';
import type { Run } from './benchmark.js';
import { flightEvent, scheduleOf } from './flight-history.js';

const atOnce = 400;

/** Numbers of flights, as many as bookings are spread over. */
export const spread = Array.from({ length: 5000 }, (_, index) => index + 1);

/**
 * Appends the first events of those flights: each is scheduled, then one seat after the other is held; every event by a
 * command of its own, as live.
 */
export async function fillFlights(
  eventStore: EventStore,
  numbers: readonly number[],
  events: number,
  { signal }: Pick<Run, 'signal'>,
): Promise<void> {
  const metadata = { correlationId: randomUUID(), actor: 'bench' };
  const flightsAtOnce = Math.ceil(atOnce / events);
  for (let first = 0; first < numbers.length; first += flightsAtOnce) {
    signal.throwIfAborted();
    const commands = numbers.slice(first, first + flightsAtOnce).flatMap((number) => {
      const streamId = flightStreamId(scheduleOf(number).flightId);
      return Array.from({ length: events }, (_, version) => ({
        commandId: randomUUID(),
        streams: [{ streamId, expectedVersion: version }],
        events: [{ streamId, ...withSchemaVersion(flightEvent(number, version + 1)), metadata }],
      }));
    });
    const { outcome } = await eventStore.append(commands);
    if (outcome !== 'appended') throw new Error(`the flights were not filled: ${outcome}`);
  }
}

/** Answers one flightId after the other, from the first again after the last. */
export function inTurn(numbers: readonly number[]): () => string {
  let next = 0;
  return () => scheduleOf(numbers[next++ % numbers.length] ?? 0).flightId;
}
