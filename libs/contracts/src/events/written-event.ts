import type { BookingEvent, FlightEvent, RequestsRefused } from '#domain';
import { bookingEventSchema } from './booking-events.js';
import { schemasByType } from './event-schema.js';
import { flightEventSchema } from './flight-events.js';
import { refusalEventSchema } from './refusal-events.js';

const schemas = new Map([
  ...schemasByType(flightEventSchema),
  ...schemasByType(bookingEventSchema),
  ...schemasByType(refusalEventSchema),
]);

/**
 * The event with the version of the schema that it is written in, and held to it.
 *
 * @throws ZodError
 */
export function withSchemaVersion<Event extends FlightEvent | BookingEvent | RequestsRefused>(
  event: Event,
) {
  const schema = schemas.get(event.type);
  if (schema === undefined) throw new Error(`${event.type} has no schema`);
  const written = { ...event, schemaVersion: schema.shape.schemaVersion.value };
  schema.parse(written);
  return written;
}
