import { z } from 'zod';
import type { LoggedEvent } from '../recorded-event.js';
import {
  bookingEventForms,
  type EventForms,
  flightEventForms,
  refusalEventForms,
} from './event-forms.js';
import { formName, newestVersions } from './event-schema.js';
import { UnknownForm, UnreadableEvent } from './unreadable-event.js';

/**
 * What an event of the log tells, in the newest form: two events, in order, where its type was split. They are
 * one event of the log all the same, and one step of its stream's version.
 *
 * @throws UnreadableEvent
 */
export const readFlightEvents = readerOf(flightEventForms);

/** See {@link readFlightEvents}. */
export const readBookingEvents = readerOf(bookingEventForms);

/** See {@link readFlightEvents}. */
export const readRefusalEvents = readerOf(refusalEventForms);

function readerOf<Event>({ newest, upcasters }: EventForms<Event>) {
  const versions = newestVersions(newest);
  const steps = new Map(upcasters.map((step) => [formName(step.from), step]));
  return function read(event: LoggedEvent): Event[] {
    const { type, schemaVersion } = event;
    const known = versions.get(type);
    if (known === schemaVersion) return [parsed(newest, event)];
    const step = steps.get(`${type} ${schemaVersion}`);
    if (step === undefined) throw new UnknownForm(event, known);
    const { data } = parsed(step.from, event);
    return step.upcast(data).flatMap((next) => read({ ...event, ...next }));
  };
}

function parsed<Event>(schema: z.ZodType<Event>, event: LoggedEvent): Event {
  const result = schema.safeParse(event);
  if (!result.success) throw new UnreadableEvent(event, z.prettifyError(result.error));
  return result.data;
}
