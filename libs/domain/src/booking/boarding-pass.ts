import { parseFlightId } from '../flight/flight-id.js';
import type { Cabin } from '../flight/seat-map.js';
import type { BookedSegment, IssuedBoardingPass } from './booking.js';

export interface PassengerName {
  givenName: string;
  familyName: string;
}

/** What an IATA bar-coded boarding pass (Resolution 792) of one leg holds. */
export interface BoardingPass {
  /** `EARHART/AMELIA`: at most 20 of A to Z, space and one slash. */
  passengerName: string;
  recordLocator: string;
  /** IATA airport codes. */
  origin: string;
  destination: string;
  /** IATA airline designator. */
  carrier: string;
  flightNumber: number;
  /** Of the departure, on the origin's clock: `YYYY-MM-DD`. */
  date: string;
  /** J: business, Y: economy. */
  compartment: 'J' | 'Y';
  seat: string;
  sequence: number;
}

/** What is shown of a booking that is checked in. */
interface OnBoard {
  recordLocator: string;
  segments: readonly Pick<BookedSegment, 'flightId' | 'cabin'>[];
}

const compartments: Record<Cabin, BoardingPass['compartment']> = { business: 'J', economy: 'Y' };

/** Throws a RangeError for a passenger on a flight that the booking does not have. */
export function boardingPassOf(
  { recordLocator, segments }: OnBoard,
  { flightId, destination, seat, sequence }: IssuedBoardingPass,
  name: PassengerName,
): BoardingPass {
  const flight = parseFlightId(flightId);
  const segment = segments.find((one) => one.flightId === flightId);
  if (flight === undefined || segment === undefined) throw new RangeError(`not on ${flightId}`);
  const { origin, carrier, number, date } = flight;
  return {
    passengerName: boardingName(name),
    recordLocator,
    ...{ origin, destination, carrier, flightNumber: number, date },
    compartment: compartments[segment.cabin],
    seat,
    sequence,
  };
}

const maxNameLength = 20;

/** One letter of the given name is kept however long the family name is. */
function boardingName({ givenName, familyName }: PassengerName): string {
  const family = basicLatin(familyName).slice(0, maxNameLength - 2);
  return `${family}/${basicLatin(givenName)}`.slice(0, maxNameLength).trim();
}

const spelledOut: Record<string, string> = {
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
};

/** X where a name has no letter that the code can carry. */
function basicLatin(name: string): string {
  const letters = name
    .toUpperCase()
    .normalize('NFKD')
    .replace(/[ÆŒØŁĐÐÞ]/g, (letter) => spelledOut[letter] ?? '')
    .replace(/[\s-]+/g, ' ')
    .replace(/[^A-Z ]/g, '')
    .trim();
  return letters === '' ? 'X' : letters;
}
