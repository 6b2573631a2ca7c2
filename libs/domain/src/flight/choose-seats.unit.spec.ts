import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSeats } from './choose-seats.js';
import type { Cabin, CabinLayout, SeatBlock, SeatMap } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

const regional = seatMapOf(55);
const narrow = seatMapOf(178);
const wide = seatMapOf(377);

/** Every seat of economy is taken but these. */
function onlyFree(...free: string[]): (seat: string) => boolean {
  return (seat) => !free.includes(seat);
}

function taken(...seats: string[]): (seat: string) => boolean {
  return (seat) => seats.includes(seat);
}

const empty = taken();

describe('choosing seats for a party', () => {
  it('keeps it on one side of the aisle', () => {
    expect(chooseSeats(narrow, 'economy', empty, 2)).toEqual(['5A', '5B']);
    expect(chooseSeats(narrow, 'economy', taken('5A'), 3)).toEqual(['5D', '5E', '5F']);
    expect(
      chooseSeats(wide, 'economy', empty, 4)
        ?.map((seat) => seat.slice(-1))
        .join(''),
    ).toBe('DEFG');
    expect(chooseSeats(narrow, 'economy', onlyFree('6B', '6C', '6D', '30E', '30F'), 2)).toEqual([
      '6B',
      '6C',
    ]);
    expect(chooseSeats(narrow, 'economy', onlyFree('6C', '6D', '30E', '30F'), 2)).toEqual([
      '30E',
      '30F',
    ]);
  });

  it('else seats it in one row across the aisle', () => {
    expect(chooseSeats(narrow, 'economy', empty, 4)).toEqual(['5A', '5B', '5C', '5D']);
    expect(chooseSeats(narrow, 'economy', onlyFree('6C', '6D', '7A', '8A'), 2)).toEqual([
      '6C',
      '6D',
    ]);
    expect(chooseSeats(regional, 'economy', empty, 3)).toEqual(['3A', '3C', '3D']);
  });

  it('else in neighbouring rows, nobody alone if that can be', () => {
    expect(chooseSeats(narrow, 'economy', empty, 7)).toEqual([
      ...['5A', '5B', '5C'],
      ...['6A', '6B', '6C', '6D'],
    ]);
    expect(chooseSeats(narrow, 'economy', onlyFree('5A', '8A', '9C', '20F'), 2)).toEqual([
      '8A',
      '9C',
    ]);
  });

  it('else splits it, the largest group first', () => {
    expect(chooseSeats(narrow, 'economy', onlyFree('5A', '8B', '8C', '12F', '20F'), 3)).toEqual([
      '5A',
      '8B',
      '8C',
    ]);
    expect(chooseSeats(narrow, 'economy', onlyFree('5A', '5C', '20F'), 3)).toEqual([
      '5A',
      '5C',
      '20F',
    ]);
    expect(
      chooseSeats(
        narrow,
        'economy',
        onlyFree('6B', '6C', '6D', '6E', '20A', '20B', '21A', '21B'),
        5,
      ),
    ).toEqual(['6B', '6C', '6D', '6E', '20A']);
  });

  it('leaves no single seat where it can', () => {
    expect(chooseSeats(narrow, 'economy', onlyFree('5A', '5B', '6D', '6E', '6F', '7B'), 1)).toEqual(
      ['7B'],
    );
    expect(chooseSeats(narrow, 'economy', onlyFree('5A', '5B', '6D', '6E', '6F'), 1)).toEqual([
      '6D',
    ]);
    expect(chooseSeats(narrow, 'economy', taken('6C'), 2)).toEqual(['6A', '6B']);
    expect(chooseSeats(regional, 'business', empty, 1)).toEqual(['1A']);
  });

  it('takes only seats of the cabin', () => {
    expect(chooseSeats(narrow, 'business', empty, 2)).toEqual(['1A', '1C']);
    expect(chooseSeats(seatMapOf(20), 'business', empty, 1)).toBeUndefined();
  });
});

interface Situation {
  map: SeatMap;
  cabin: Cabin;
  layout: CabinLayout;
  free: Set<string>;
  party: number;
  chosen: string[] | undefined;
}

/** Aircraft of any size, from empty to nearly full, some of them with whole stretches taken. */
const situations: fc.Arbitrary<Situation> = fc
  .record({
    seats: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 60 })),
    cabin: fc.constantFrom<Cabin>('business', 'economy'),
    party: fc.integer({ min: 1, max: 9 }),
    percentFree: fc.constantFrom(3, 10, 30, 60, 90, 100),
    dice: fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
  })
  .map(({ seats, cabin, party, percentFree, dice }) => {
    const map = seatMapOf(seats);
    const layout = map.cabins.get(cabin) ?? { capacity: 0, seats: [], rows: [] };
    const free = new Set<string>();
    for (const seat of layout.seats) if (dice.next().value < percentFree) free.add(seat);
    const chosen = chooseSeats(map, cabin, (seat) => !free.has(seat), party);
    return { map, cabin, layout, free, party, chosen };
  });

function runsOf(seats: readonly string[], length: number, free: Set<string>): string[][] {
  return seats
    .map((_, start) => seats.slice(start, start + length))
    .filter((run) => run.length === length && run.every((seat) => free.has(seat)));
}

function singlesIn(blocks: readonly SeatBlock[], free: Set<string>): number {
  return blocks.flatMap((block) =>
    block.filter((seat, at) => {
      const beside = [block[at - 1], block[at + 1]].filter((next) => next && free.has(next));
      return free.has(seat) && beside.length === 0;
    }),
  ).length;
}

function without(free: Set<string>, seats: readonly string[]): Set<string> {
  return new Set([...free].filter((seat) => !seats.includes(seat)));
}

function always(property: (situation: Situation) => void): void {
  fc.assert(fc.property(situations, property), { numRuns: 400 });
}

describe('the choice, whatever is free', () => {
  it('is as many different free seats of the cabin as the party, whenever there are enough', () => {
    always(({ free, party, chosen }) => {
      if (free.size < party) {
        expect(chosen).toBeUndefined();
        return;
      }
      expect(new Set(chosen).size).toBe(party);
      expect(chosen).toHaveLength(party);
      expect(chosen?.filter((seat) => !free.has(seat))).toEqual([]);
    });
  });

  it('is a run within a block if there is one, else a run within a row if there is one', () => {
    always(({ layout, free, party, chosen }) => {
      const inBlocks = layout.rows.flat().flatMap((block) => runsOf(block, party, free));
      const inRows = layout.rows.flatMap((row) => runsOf(row.flat(), party, free));
      if (inBlocks.length > 0) expect(inBlocks).toContainEqual(chosen);
      else if (inRows.length > 0) expect(inRows).toContainEqual(chosen);
    });
  });

  it('leaves the fewest single seats of all runs within a block', () => {
    always(({ layout, free, party, chosen }) => {
      const blocks = layout.rows.flat();
      const inBlocks = blocks.flatMap((block) => runsOf(block, party, free));
      if (chosen === undefined || inBlocks.length === 0) return;
      const left = inBlocks.map((run) => {
        const touched = blocks.filter((block) => run.some((seat) => block.includes(seat)));
        return singlesIn(touched, without(free, run)) - singlesIn(touched, free);
      });
      const leftByChoice = singlesIn(blocks, without(free, chosen)) - singlesIn(blocks, free);
      expect(leftByChoice).toBe(Math.min(...left));
    });
  });

  it('is in neighbouring rows if two of them have runs enough', () => {
    always(({ layout, free, party, chosen }) => {
      const rows = layout.rows.map((row) => row.flat());
      const longest = rows.map((row) =>
        Math.max(0, ...row.map((_, at) => at + 1).filter((n) => runsOf(row, n, free).length > 0)),
      );
      const fits = longest.some((here, at) => here > 0 && here + (longest[at + 1] ?? 0) >= party);
      if (!fits) return;
      const used = rows.flatMap((row, at) =>
        row.some((seat) => chosen?.includes(seat)) ? [at] : [],
      );
      expect((used.at(-1) ?? 0) - (used[0] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it('is the same every time', () => {
    always(({ map, cabin, free, party, chosen }) => {
      expect(chooseSeats(map, cabin, (seat) => !free.has(seat), party)).toEqual(chosen);
    });
  });
});
