import { type Cabin as CabinName, seatMapOf } from '#domain/rules';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Cabin, Flight } from '../tables/flight.entity.js';

/** A flight as it is scheduled. */
export interface FlightSchedule {
  flightId: string;
  carrier: string;
  number: number;
  origin: string;
  destination: string;
  /** Instants: RFC 3339 UTC with milliseconds. */
  departsAt: string;
  arrivesAt: string;
  aircraft: { model: string; seats: number };
  /** In miles. */
  distance: number;
  /** One for each cabin, for one passenger, in cents. */
  fares: readonly { cabin: CabinName; fare: { amount: number } }[];
}

const insertedRows = z.array(z.object({ flight_id: z.string() }));

/** Inserts those that are not there yet, with their cabins; answers their ids. */
export async function insertFlights(
  manager: EntityManager,
  schedules: readonly FlightSchedule[],
  asOf: Date,
): Promise<ReadonlySet<string>> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(Flight)
    .values(schedules.map((schedule) => flightOf(schedule, asOf)))
    .orIgnore()
    .returning('flight_id')
    .execute();
  const flightIds = new Set(insertedRows.parse(inserted.raw).map((row) => row.flight_id));
  const added = schedules.filter(({ flightId }) => flightIds.has(flightId));
  if (added.length > 0) await manager.insert(Cabin, added.flatMap(cabinsOf));
  return flightIds;
}

function flightOf(schedule: FlightSchedule, asOf: Date) {
  const { flightId, carrier, number, origin, destination, aircraft, distance } = schedule;
  const departsAt = new Date(schedule.departsAt);
  const arrivesAt = new Date(schedule.arrivesAt);
  return {
    ...{ flightId, carrier, number, origin, destination, distance },
    departureDate: flightId.slice(-'YYYY-MM-DD'.length),
    ...{ departsAt, arrivesAt, scheduledDepartsAt: departsAt, scheduledArrivesAt: arrivesAt },
    ...{ status: 'scheduled' as const, delayCause: null, departedAt: null },
    ...{ aircraftModel: aircraft.model, aircraftSeats: aircraft.seats },
    ...{ lastSequence: 0, version: 1, asOf },
  };
}

function cabinsOf({ flightId, aircraft, fares }: FlightSchedule) {
  const { cabins } = seatMapOf(aircraft.seats);
  return fares.map(({ cabin, fare }) => {
    const capacity = cabins.get(cabin)?.capacity ?? 0;
    return { flightId, cabin, capacity, available: capacity, fare: fare.amount };
  });
}
