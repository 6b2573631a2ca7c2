import { join } from 'node:path';
import type { Temporal } from 'temporal-polyfill';
import type { Aircraft, FlightSchedule } from '#domain';
import { faresFor, flightIdOf, seatMapOf } from '#domain';
import { type CsvLines, dataFolder, parseRows } from '#reference-data';
import type { FlightRow } from './flight-row.js';
import { flightRow } from './flight-row.js';
import { LocalTimes } from './local-times.js';
import { datesFrom, dayOf2013 } from './dates.js';
import { recordedDays } from './recorded-days.js';
import type { Airline, RegisteredAircraft } from './reference-data.js';
import { readReferenceData } from './reference-data.js';

export interface ScheduledDay {
  /** The local date of departure, `YYYY-MM-DD`. */
  date: string;
  flights: FlightSchedule[];
  /** The flights' rows of 2013, in the same order. */
  rows: CsvLines;
}

/**
 * The flights that leave New York on each date from `from` (`YYYY-MM-DD`) on, date by date: those of
 * the same month and day of 2013; 29 February has those of the 28th. One day at a time is in memory.
 */
export async function* scheduledDays(from: string, days: number): AsyncGenerator<ScheduledDay> {
  const folder = dataFolder();
  const dates = datesFrom(from, days);
  const row = flightRow(await readReferenceData(folder));
  const upcoming = dates.values();
  const flights2013 = join(folder, 'flights-2013.csv.br');
  for await (const rows of recordedDays(flights2013, dates.map(dayOf2013))) {
    const date = upcoming.next().value;
    if (date === undefined) return;
    const times = new LocalTimes(date);
    const flights = parseRows(rows, row).map((flight) => onDate(date, times, flight));
    yield { date: date.toString(), flights, rows };
  }
}

function onDate(date: Temporal.PlainDate, times: LocalTimes, row: FlightRow): FlightSchedule {
  const { origin, destination, airline, number, distance } = row;
  const key = { carrier: airline.carrier, number, origin: origin.iata };
  const departure = times.departure(row.departure, origin.timeZone);
  const arrival = times.arrival(departure, row.arrival, destination.timeZone);
  const aircraft = aircraftOf(row.registered, airline);
  return {
    flightId: flightIdOf({ ...key, date: date.toString() }),
    ...key,
    destination: destination.iata,
    departsAt: new Date(departure).toISOString(),
    arrivesAt: new Date(arrival).toISOString(),
    aircraft,
    distance,
    fares: faresFor(distance, seatMapOf(aircraft.seats)),
  };
}

function aircraftOf(registered: RegisteredAircraft | undefined, airline: Airline): Aircraft {
  if (registered === undefined) return { model: 'unknown type', seats: airline.defaultSeats };
  return { model: `${registered.manufacturer} ${registered.model}`, seats: registered.seats };
}
