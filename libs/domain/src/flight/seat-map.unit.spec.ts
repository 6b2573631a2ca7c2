import { describe, expect, it } from 'vitest';
import type { SeatMap } from './seat-map.js';
import { maxSeats, seatMapOf } from './seat-map.js';

const everyCount = Array.from({ length: maxSeats }, (_, index) => index + 1);

function seatsIn(map: SeatMap): string[] {
  return map.rows.flatMap(({ seats }) => seats.map(({ seat }) => seat));
}

/** A row as its letters, each with the first letter of its position: `Aw Ca Da Fw`. */
function drawn(map: SeatMap, row: number): string | undefined {
  const { seats } = map.rows[row - 1] ?? {};
  return seats?.map(({ seat, position }) => seat.replace(/\d+/, '') + position.charAt(0)).join(' ');
}

describe('the seat map of every count from 1 to 900', () => {
  it('has exactly that many seats, each with a name of its own', () => {
    for (const count of everyCount) {
      const seats = seatsIn(seatMapOf(count));
      expect(seats).toHaveLength(count);
      expect(new Set(seats).size).toBe(count);
    }
  });

  it('names seats by row and letter, without I, in rows numbered through from 1', () => {
    for (const count of everyCount) {
      const { rows } = seatMapOf(count);
      expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1));
      const named = rows.flatMap(({ row, seats }) => seats.map(({ seat }) => ({ row, seat })));
      expect(
        named.filter(({ row, seat }) => !/^[A-HJK]$/.test(seat.replace(`${row}`, ''))),
      ).toEqual([]);
    }
  });

  it('agrees with itself: rows, cabins, blocks and the cabin of each seat', () => {
    for (const count of everyCount) {
      const map = seatMapOf(count);
      const layouts = [...map.cabins.values()];
      expect(layouts.flatMap(({ seats }) => seats)).toEqual(seatsIn(map));
      expect([...map.cabinOf.keys()]).toEqual(seatsIn(map));
      for (const [cabin, { capacity, seats, rows }] of map.cabins) {
        expect(seats).toHaveLength(capacity);
        expect(rows.flat(2)).toEqual(seats);
        expect(rows.flat().every((block) => block.length > 0)).toBe(true);
        const named = map.rows.filter((row) => row.cabin === cabin).flatMap((row) => row.seats);
        expect(named.map(({ seat }) => seat)).toEqual(seats);
        expect(new Set(seats.map((seat) => map.cabinOf.get(seat)))).toEqual(new Set([cabin]));
      }
    }
  });

  it('has business in front, in whole rows, a tenth of the seats to the nearest row', () => {
    for (const count of everyCount.filter((seats) => seats >= 40)) {
      const map = seatMapOf(count);
      expect([...map.cabins.keys()]).toEqual(['business', 'economy']);
      const business = map.rows.filter(({ cabin }) => cabin === 'business');
      const abreast = business[0]?.seats.length ?? 0;
      expect(new Set(business.map(({ seats }) => seats.length))).toEqual(new Set([abreast]));
      expect(abreast).toBeLessThan(map.rows[business.length]?.seats.length ?? 0);
      const capacity = map.cabins.get('business')?.capacity ?? 0;
      expect(Math.abs(capacity - count / 10)).toBeLessThanOrEqual(abreast / 2);
    }
  });

  it('has only a last row that may be short', () => {
    for (const count of everyCount) {
      const economy = seatMapOf(count).rows.filter(({ cabin }) => cabin === 'economy');
      const full = economy.slice(0, -1).map(({ seats }) => seats.length);
      expect(new Set(full).size).toBeLessThanOrEqual(1);
      expect(economy.at(-1)?.seats.length).toBeLessThanOrEqual(full[0] ?? 4);
    }
  });
});

describe('the seat map by size', () => {
  it('is economy alone below 40 seats', () => {
    expect([...seatMapOf(39).cabins.keys()]).toEqual(['economy']);
    expect(drawn(seatMapOf(39), 1)).toBe('Aw Ca Da Fw');
  });

  it('is 1+2 and 2+2 up to 100 seats', () => {
    const map = seatMapOf(100);
    expect(map.cabins.get('business')?.capacity).toBe(9);
    expect(drawn(map, 3)).toBe('Aw Da Fw');
    expect(drawn(map, 4)).toBe('Aw Ca Da Fw');
    expect(drawn(map, 26)).toBe('Aw Ca Da');
  });

  it('is 2+2 and 3+3 up to 240 seats', () => {
    expect(drawn(seatMapOf(101), 1)).toBe('Aw Ca Da Fw');
    const map = seatMapOf(240);
    expect(map.cabins.get('business')?.capacity).toBe(24);
    expect(drawn(map, 6)).toBe('Aw Ca Da Fw');
    expect(drawn(map, 7)).toBe('Aw Bm Ca Da Em Fw');
  });

  it('is 2+2+2 and 3+4+3 above', () => {
    const map = seatMapOf(241);
    expect(map.cabins.get('business')?.capacity).toBe(24);
    expect(drawn(map, 4)).toBe('Aw Ca Da Ga Ha Kw');
    expect(drawn(map, 5)).toBe('Aw Bm Ca Da Em Fm Ga Ha Jm Kw');
    expect(drawn(map, 26)).toBe('Aw Bm Ca Da Em Fm Ga');
    expect(map.cabins.get('economy')?.rows.at(-1)).toEqual([
      ['26A', '26B', '26C'],
      ['26D', '26E', '26F', '26G'],
    ]);
  });

  it('is made once for each count', () => {
    expect(seatMapOf(178)).toBe(seatMapOf(178));
  });

  it.each([0, -1, 901, 1.5, NaN])('does not exist for %d seats', (count) => {
    expect(() => seatMapOf(count)).toThrow(RangeError);
  });
});
