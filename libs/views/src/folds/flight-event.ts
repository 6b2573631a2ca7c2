import type { RecordedEvent } from '#contracts';
import type { FlightEvent } from '#domain';

/** The log's event as the domain's: what the log holds was decided by the domain. */
export function flightEvent({ type, data }: RecordedEvent): FlightEvent {
  return { type, data } as FlightEvent;
}
