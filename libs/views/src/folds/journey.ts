import { readBookingEvents } from '#contracts';
import type { BookingEvent } from '#domain';
import type { View } from './view.js';

/** How far bookings get, in the order of the funnel. */
export const journeySteps = [
  'held',
  'payment-requested',
  'captured',
  'ticketed',
  'checked-in',
] as const;

export type JourneyStep = (typeof journeySteps)[number];

/** The way that a booking took: nothing of whom it is of, or where to. */
export interface JourneyState {
  /** The types of its events, in order. */
  path: BookingEvent['type'][];
  /** When it came to each step first: RFC 3339 UTC with milliseconds. */
  reached: Partial<Record<JourneyStep, string>>;
}

const steps: Partial<Record<BookingEvent['type'], JourneyStep>> = {
  BookingPlaced: 'held',
  PaymentRequested: 'payment-requested',
  PaymentCaptured: 'captured',
  BookingTicketed: 'ticketed',
  PassengersCheckedIn: 'checked-in',
};

export const journeyView: View<JourneyState> = {
  name: 'journey',
  streams: 'booking-',
  evolve: (state, recorded) =>
    readBookingEvents(recorded).reduce(
      (journey, event) => after(journey, event, recorded.recordedAt),
      state ?? { path: [], reached: {} },
    ),
};

function after(
  { path, reached }: JourneyState,
  { type }: BookingEvent,
  recordedAt: string,
): JourneyState {
  const step = steps[type];
  return {
    path: [...path, type],
    reached: step === undefined || step in reached ? reached : { ...reached, [step]: recordedAt },
  };
}
