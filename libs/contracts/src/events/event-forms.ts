import type { BookingEvent, FlightEvent, RequestsRefused } from '#domain';
import type { z } from 'zod';
import { bookingEventSchema } from './booking-events.js';
import type { EventSchema, EventSchemas } from './event-schema.js';
import { flightEventSchema } from './flight-events.js';
import { refusalEventSchema } from './refusal-events.js';
import type { Upcaster } from './upcaster.js';
import { flightDelayed1To2 } from './upcasters/flight-delayed-1-to-2.js';
import { flightDelayed2To3 } from './upcasters/flight-delayed-2-to-3.js';
import { passengersCheckedIn1To2 } from './upcasters/passengers-checked-in-1-to-2.js';

/** Every form that the events of one kind of stream have, or had. */
export interface EventForms<Event = unknown> {
  newest: EventSchemas & z.ZodType<Event>;
  /** From each older form. */
  upcasters: readonly Upcaster[];
}

export const flightEventForms: EventForms<FlightEvent> = {
  newest: flightEventSchema,
  upcasters: [flightDelayed1To2, flightDelayed2To3],
};

export const bookingEventForms: EventForms<BookingEvent> = {
  newest: bookingEventSchema,
  upcasters: [passengersCheckedIn1To2],
};

export const refusalEventForms: EventForms<RequestsRefused> = {
  newest: refusalEventSchema,
  upcasters: [],
};

/** The schema of every version: the newest of each type, then those before. */
export function everyForm({ newest, upcasters }: EventForms): EventSchema[] {
  return [...newest.options, ...upcasters.map(({ from }) => from)];
}
