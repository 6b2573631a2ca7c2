import { withSchemaVersion } from '#contracts';
import type { BookingEvent, Decision, FlightEvent, ForStream } from '#domain';
import type { DecidedEvent } from '#event-store';

/** The domain's decision in the form that is appended. */
export function versioned<Refusal>(
  decision: Decision<ForStream<FlightEvent | BookingEvent>, Refusal>,
): Decision<DecidedEvent, Refusal> {
  if (!decision.accepted) return decision;
  const events = decision.events.map(({ streamId, event }) => ({
    streamId,
    ...withSchemaVersion(event),
  }));
  return { accepted: true, events };
}
