import type { BookingEvent, FlightEvent } from '#domain';
import { bookingEventSchema } from './booking-events.js';
import { flightEventSchema } from './flight-events.js';

const schemaVersions = new Map(
  [...flightEventSchema.options, ...bookingEventSchema.options].map(({ shape }) => [
    shape.type.value,
    shape.schemaVersion.value,
  ]),
);

/** The event with the version of the schema that it is written in. */
export function withSchemaVersion<Event extends FlightEvent | BookingEvent>(event: Event) {
  const schemaVersion = schemaVersions.get(event.type);
  if (schemaVersion === undefined) throw new Error(`${event.type} has no schema`);
  return { ...event, schemaVersion };
}
