import { CorruptStream } from '../corrupt-stream.js';
import type { FlightEvent } from '../flight/flight.js';
import type { SeatHolder, SeatsReleased, TakenSeats } from '../flight/seat-inventory.js';
import type { Cabin } from '../flight/seat-map.js';
import { seatMapOf } from '../flight/seat-map.js';
import { unreachable } from '../unreachable.js';
import type { SeatAccount } from './accounts.js';
import type { Posting } from './posting.js';
import { transfer } from './posting.js';

/**
 * What an event of a flight moves between the accounts of its seats.
 *
 * @param taken the flight's seats before the event
 */
export function flightPostings(event: FlightEvent, taken: TakenSeats): Posting<SeatAccount>[] {
  switch (event.type) {
    case 'FlightScheduled': {
      const { cabins } = seatMapOf(event.data.aircraft.seats);
      return Array.from(cabins, ([cabin, { capacity }]) =>
        transfer(capacity, account(cabin, 'capacity'), account(cabin, 'available')),
      );
    }
    case 'SeatsHeld': {
      const { cabin, seats } = event.data;
      return [transfer(seats.length, account(cabin, 'available'), account(cabin, 'held'))];
    }
    case 'SeatsSold': {
      const { cabin, seats } = event.data;
      return [transfer(seats.length, account(cabin, 'held'), account(cabin, 'sold'))];
    }
    case 'SeatsReleased':
      return releasePostings(event, taken);
    case 'SeatMoved':
    case 'SeatsCheckedIn':
    case 'FlightDelayed':
    case 'FlightDeparted':
    case 'FlightArrived':
    case 'FlightDiverted':
    case 'FlightCancelled':
    case 'FareChanged':
      return [];
    default:
      return unreachable(event);
  }
}

/** Back from where the seats are: those of one booking are all held, or all sold. */
function releasePostings({ type, data }: SeatsReleased, taken: TakenSeats): Posting<SeatAccount>[] {
  const { cabin, seats } = data;
  const counts: Record<SeatHolder['state'], number> = { held: 0, sold: 0 };
  for (const seat of seats) {
    const holder = taken.get(seat);
    if (holder === undefined) throw new CorruptStream(type, `seat ${seat} is free`);
    counts[holder.state] += 1;
  }
  return (['held', 'sold'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => transfer(counts[state], account(cabin, state), account(cabin, 'available')));
}

function account<State extends 'available' | 'held' | 'sold' | 'capacity'>(
  cabin: Cabin,
  state: State,
): `seats:${Cabin}:${State}` {
  return `seats:${cabin}:${state}`;
}
