import type { BookingEvent, FlightEvent } from '#domain';
import { z } from 'zod';
import type { LoggedEvent } from '../recorded-event.js';
import { bookingEventSchema } from './booking-events.js';
import { flightEventSchema } from './flight-events.js';

/** An event of a type or version that this code does not know, or without the form of its type. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor({ streamId, version, type, schemaVersion }: LoggedEvent, reason: string) {
    super(`${streamId}@${version} (${type} ${schemaVersion}): ${reason}`);
  }
}

/** @throws UnreadableEvent */
export function readFlightEvent(event: LoggedEvent): FlightEvent {
  return read(flightEventSchema, event);
}

/** @throws UnreadableEvent */
export function readBookingEvent(event: LoggedEvent): BookingEvent {
  return read(bookingEventSchema, event);
}

function read<Event>(schema: z.ZodType<Event>, event: LoggedEvent): Event {
  const parsed = schema.safeParse(event);
  if (!parsed.success) throw new UnreadableEvent(event, z.prettifyError(parsed.error));
  return parsed.data;
}
