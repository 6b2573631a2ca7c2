import type { EntityManager } from 'typeorm';
import { Flight } from '../tables/flight.entity.js';

/** Flights with their cabins, in one statement: `find` with a limit would take two. */
function withCabins(manager: EntityManager) {
  return manager
    .createQueryBuilder(Flight, 'flight')
    .innerJoinAndSelect('flight.cabins', 'cabin')
    .addOrderBy('cabin.cabin');
}

export function findFlight(manager: EntityManager, flightId: string): Promise<Flight | null> {
  return withCabins(manager).where('flight.flightId = :flightId', { flightId }).getOne();
}

/** With the seats that are taken: in one statement they are of one version. */
export function findSeats(manager: EntityManager, flightId: string): Promise<Flight | null> {
  return manager
    .createQueryBuilder(Flight, 'flight')
    .leftJoinAndSelect('flight.takenSeats', 'taken')
    .where('flight.flightId = :flightId', { flightId })
    .getOne();
}

/** From where to where, and when. */
export interface SearchedRoute {
  origin: string;
  destination: string;
  /** Of departure, on the origin's clock: `YYYY-MM-DD`. */
  date: string;
}

/** The flights of a day from one airport to another, by departure. */
export function searchFlights(manager: EntityManager, route: SearchedRoute): Promise<Flight[]> {
  return withCabins(manager)
    .where('flight.origin = :origin AND flight.destination = :destination', route)
    .andWhere('flight.departureDate = :date', route)
    .orderBy('flight.departsAt')
    .addOrderBy('flight.flightId')
    .addOrderBy('cabin.cabin')
    .getMany();
}

/**
 * Locks flights and their cabins until the transaction ends, by their ids: whoever locks several meets the others in one
 * order, so that none waits for one who waits for it. What is unknown is missing. The rows are those that the lock was
 * given on, also where it was waited for, since both tables' are locked.
 */
export async function lockFlights(
  manager: EntityManager,
  flightIds: readonly string[],
): Promise<Map<string, Flight>> {
  const flights = await manager
    .createQueryBuilder(Flight, 'flight')
    .innerJoinAndSelect('flight.cabins', 'cabin')
    .where('flight.flightId IN (:...flightIds)', { flightIds })
    .orderBy('flight.flightId')
    .addOrderBy('cabin.cabin')
    .setLock('pessimistic_write')
    .getMany();
  return new Map(flights.map((flight) => [flight.flightId, flight]));
}

/** Now, and never before what was written to one of the flights. */
export function instantOfWrite(flights: Iterable<Pick<Flight, 'asOf'>>): Date {
  return new Date(Math.max(Date.now(), ...Array.from(flights, ({ asOf }) => asOf.getTime())));
}

/** Tells that something of these flights was written. */
export async function raiseVersions(
  manager: EntityManager,
  flightIds: readonly string[],
  asOf: Date,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(Flight)
    .set({ version: () => 'version + 1', asOf })
    .where('flightId IN (:...flightIds)', { flightIds })
    .execute();
}

/** Until its scheduled or delayed departure; an earlier report of it, or a cancellation, closes it. */
export function isOpenForSale({ status, departsAt }: Flight, now: Date): boolean {
  return (status === 'scheduled' || status === 'delayed') && now < departsAt;
}
