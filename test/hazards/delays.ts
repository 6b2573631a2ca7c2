import { type CloudEvent, cloudEvent, flightStreamId, withSchemaVersion } from '#contracts';
import type { EventStore } from '#event-store';
import type { Pipeline } from '../setup/pipeline.js';

/**
 * Appends delays of a flight that has `from` events: each is one event, which every view of a flight shows.
 *
 * @param schemaVersion another one than is written at present
 */
export async function delay(
  eventStore: EventStore,
  flightId: string,
  { from, times = 1, schemaVersion }: { from: number; times?: number; schemaVersion?: number },
): Promise<void> {
  const streamId = flightStreamId(flightId);
  const at = new Date().toISOString();
  const events = Array.from({ length: times }, () => {
    const data = { departsAt: at, arrivesAt: at, cause: 'weather' as const, occurredAt: at };
    const written = withSchemaVersion({ type: 'FlightDelayed' as const, data });
    const metadata = { correlationId: 'test', actor: 'test' };
    const schema = { schemaVersion: schemaVersion ?? written.schemaVersion };
    return { ...written, ...schema, streamId, metadata };
  });
  await eventStore.append([
    {
      commandId: `delay ${flightId} from ${from}`,
      streams: [{ streamId, expectedVersion: from }],
      events,
    },
  ]);
}

/** A flight's events as the relay sends them, in order. */
export async function messagesOf(
  { eventStore, log }: Pipeline,
  flightId: string,
): Promise<CloudEvent[]> {
  const streamId = flightStreamId(flightId);
  const { events } = await eventStore.readStream(streamId, { from: 1, limit: 1000 });
  return events.map((event) => cloudEvent(event, log));
}
