import { faresFor } from './fares.js';
import { plusSeconds } from '../instant.js';
import type {
  FlightArrived,
  FlightCancelled,
  DelayCause,
  FlightDelayed,
  FlightDeparted,
  FlightDiverted,
  FlightSchedule,
  FlightScheduled,
  SeatsCheckedIn,
} from './flight.js';
import type { HoldSeats } from './hold-seats.js';
import type {
  ReleaseReason,
  SeatMoved,
  SeatsHeld,
  SeatsReleased,
  SeatsSold,
} from './seat-inventory.js';
import { seatMapOf } from './seat-map.js';

/** EWR to IAH on an aircraft with 16 business seats (rows 1 to 4) and 162 economy seats (5 to 31). */
export const schedule: FlightSchedule = {
  flightId: 'UA1545-EWR-2026-12-05',
  carrier: 'UA',
  number: 1545,
  origin: 'EWR',
  destination: 'IAH',
  departsAt: '2026-12-05T10:15:00.000Z',
  arrivesAt: '2026-12-05T14:19:00.000Z',
  aircraft: { model: '737-824', seats: 178 },
  distance: 1400,
  fares: faresFor(1400, seatMapOf(178)),
};

export const scheduled: FlightScheduled = { type: 'FlightScheduled', data: schedule };

/** The same flight with another seat count. */
export function scheduledWith(seats: number): FlightScheduled {
  const aircraft = { ...schedule.aircraft, seats };
  const fares = faresFor(schedule.distance, seatMapOf(seats));
  return { type: 'FlightScheduled', data: { ...schedule, aircraft, fares } };
}

export const economyFare = { amount: 19400, currency: 'USD' } as const;

export function held(recordLocator: string, ...seats: string[]): SeatsHeld {
  const expiresAt = '2026-12-01T12:15:00.000Z';
  return {
    type: 'SeatsHeld',
    data: { recordLocator, cabin: 'economy', seats, fare: economyFare, expiresAt },
  };
}

export function sold(recordLocator: string, ...seats: string[]): SeatsSold {
  return { type: 'SeatsSold', data: { recordLocator, cabin: 'economy', seats } };
}

export function released(
  reason: ReleaseReason,
  recordLocator: string,
  ...seats: string[]
): SeatsReleased {
  return { type: 'SeatsReleased', data: { recordLocator, cabin: 'economy', seats, reason } };
}

export function moved(recordLocator: string, from: string, to: string): SeatMoved {
  return { type: 'SeatMoved', data: { recordLocator, cabin: 'economy', from, to } };
}

export function checkedIn(
  firstSequence: number,
  recordLocator: string,
  ...seats: string[]
): SeatsCheckedIn {
  return { type: 'SeatsCheckedIn', data: { recordLocator, seats, firstSequence } };
}

export const occurredAt = '2026-12-05T09:00:00.000Z';

export function delayed(minutes: number, cause: DelayCause = 'weather'): FlightDelayed {
  const departsAt = plusSeconds(schedule.departsAt, 60 * minutes);
  const arrivesAt = plusSeconds(schedule.arrivesAt, 60 * minutes);
  return { type: 'FlightDelayed', data: { departsAt, arrivesAt, cause, occurredAt } };
}

export const departed: FlightDeparted = { type: 'FlightDeparted', data: { occurredAt } };

export const arrived: FlightArrived = { type: 'FlightArrived', data: { occurredAt } };

export const diverted: FlightDiverted = {
  type: 'FlightDiverted',
  data: { airport: 'AUS', occurredAt },
};

export const cancelled: FlightCancelled = {
  type: 'FlightCancelled',
  data: { reason: 'snow', occurredAt },
};

/** One economy seat of the flight for one traveller, unless told otherwise. */
export function hold(wanted: Partial<HoldSeats['data']>): HoldSeats {
  const times = { now: '2026-12-01T12:00:00.000Z', expiresAt: '2026-12-01T12:15:00.000Z' };
  return {
    type: 'HoldSeats',
    data: {
      flightId: schedule.flightId,
      recordLocator: 'K7QX2M',
      cabin: 'economy',
      party: 1,
      ...times,
      ...wanted,
    },
  };
}
