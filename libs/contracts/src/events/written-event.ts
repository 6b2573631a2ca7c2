import type { BookingEvent, FlightEvent } from '#domain';
import { bookingEventSchema } from './booking-events.js';
import { schemasByType } from './event-schema.js';
import { flightEventSchema } from './flight-events.js';

const schemas = new Map([
  ...schemasByType(flightEventSchema),
  ...schemasByType(bookingEventSchema),
]);

/**
 * The event with the version of the schema that it is written in, and held to it.
 *
 * @throws ZodError
 */
export function withSchemaVersion<Event extends FlightEvent | BookingEvent>(event: Event) {
  const schema = schemas.get(event.type);
  if (schema === undefined) throw new Error(`${event.type} has no schema`);
  const written = { ...event, schemaVersion: schema.shape.schemaVersion.value };
  schema.parse(written);
  return written;
}
