import type { BookingEvent, Decision, FlightEvent, ForStream, RequestsRefused } from '#domain';
import { withSchemaVersion } from './written-event.js';

/** The domain's decision in the form that is appended. */
export function versioned<Refusal>(
  decision: Decision<ForStream<FlightEvent | BookingEvent | RequestsRefused>, Refusal>,
) {
  if (!decision.accepted) return decision;
  const events = decision.events.map(({ streamId, event }) => ({
    streamId,
    ...withSchemaVersion(event),
    // The provider knows the payment by its event.
    ...(event.type === 'PaymentRequested' && { eventId: event.data.paymentId }),
  }));
  return { ...decision, events };
}
