export type Cabin = 'business' | 'economy';

export type SeatPosition = 'window' | 'middle' | 'aisle';

export interface Seat {
  /** Row and letter: `12A`. */
  seat: string;
  position: SeatPosition;
}

export interface SeatRow {
  row: number;
  cabin: Cabin;
  /** From left to right. */
  seats: readonly Seat[];
}

/** Seats of one row side by side, with no aisle between them. */
export type SeatBlock = readonly string[];

export interface CabinLayout {
  capacity: number;
  /** All seats, by row and then letter. */
  seats: readonly string[];
  /** The same seats as rows of blocks. */
  rows: readonly (readonly SeatBlock[])[];
}

export interface SeatMap {
  /** From the front to the back. */
  rows: readonly SeatRow[];
  /** The cabins that the aircraft has, from the front to the back. */
  cabins: ReadonlyMap<Cabin, CabinLayout>;
  /** The cabin of each seat; undefined for a seat that the aircraft does not have. */
  cabinOf: ReadonlyMap<string, Cabin>;
}

export const maxSeats = 900;

const seatMaps = new Map<number, SeatMap>();

/**
 * Where the seats of an aircraft stand, by its seat count alone (the registry knows no more):
 *
 * | seats      | business | economy      |
 * |------------|----------|--------------|
 * | 1 to 39    | none     | AC DF        |
 * | 40 to 100  | A DF     | AC DF        |
 * | 101 to 240 | AC DF    | ABC DEF      |
 * | 241 to 900 | AC DG HK | ABC DEFG HJK |
 *
 * Business takes the number of whole rows nearest to a tenth of the seats, at least one, in front.
 * Economy takes the rest; its last row is filled from the left with what remains, so that the seats
 * add up to the count exactly. Rows are numbered through from 1; the letter I is not used. A seat
 * at the side of the aircraft is a window, one beside an aisle an aisle, any other a middle seat.
 * Flights share their maps: there is one for each count.
 *
 * @param seats 1 to 900, a whole number; anything else throws a RangeError
 */
export function seatMapOf(seats: number): SeatMap {
  if (!Number.isInteger(seats) || seats < 1 || seats > maxSeats) {
    throw new RangeError(`an aircraft has 1 to ${maxSeats} seats, not ${seats}`);
  }
  const known = seatMaps.get(seats);
  if (known !== undefined) return known;
  const made = makeSeatMap(seats);
  seatMaps.set(seats, made);
  return made;
}

interface Abreast {
  business: readonly string[];
  economy: readonly string[];
}

function abreastOf(seats: number): Abreast {
  if (seats < 40) return { business: [], economy: ['AC', 'DF'] };
  if (seats <= 100) return { business: ['A', 'DF'], economy: ['AC', 'DF'] };
  if (seats <= 240) return { business: ['AC', 'DF'], economy: ['ABC', 'DEF'] };
  return { business: ['AC', 'DG', 'HK'], economy: ['ABC', 'DEFG', 'HJK'] };
}

function makeSeatMap(seats: number): SeatMap {
  const { business, economy } = abreastOf(seats);
  const perRow = business.join('').length;
  const inBusiness = perRow === 0 ? 0 : Math.max(1, Math.round(seats / 10 / perRow)) * perRow;
  const rows: SeatRow[] = [];
  const cabins = new Map<Cabin, CabinLayout>();

  function addCabin(cabin: Cabin, capacity: number, blocks: readonly string[]): void {
    const letters = blocks.join('');
    const layout: SeatBlock[][] = [];
    for (let left = capacity; left > 0; left -= letters.length) {
      const row = rows.length + 1;
      const filled = letters.slice(0, left);
      rows.push({ row, cabin, seats: Array.from(filled, (letter) => seatAt(row, letter, blocks)) });
      layout.push(
        blocks
          .map((block) => [...block].filter((letter) => filled.includes(letter)))
          .map((block) => block.map((letter) => `${row}${letter}`))
          .filter((block) => block.length > 0),
      );
    }
    cabins.set(cabin, { capacity, seats: layout.flat(2), rows: layout });
  }

  if (inBusiness > 0) addCabin('business', inBusiness, business);
  addCabin('economy', seats - inBusiness, economy);
  const cabinOf = new Map(
    rows.flatMap(({ cabin, seats }) => seats.map(({ seat }) => [seat, cabin])),
  );
  return { rows, cabins, cabinOf };
}

function seatAt(row: number, letter: string, blocks: readonly string[]): Seat {
  const letters = blocks.join('');
  const atWindow = letters.startsWith(letter) || letters.endsWith(letter);
  const atAisle = blocks.some((block) => block.startsWith(letter) || block.endsWith(letter));
  return { seat: `${row}${letter}`, position: atWindow ? 'window' : atAisle ? 'aisle' : 'middle' };
}
