import fc from 'fast-check';
import { expect, it } from 'vitest';
import { greatCircleMiles } from './great-circle.js';

const newark = { lat: 40.6925, lon: -74.168667 };
const houston = { lat: 29.984433, lon: -95.341442 };
const honolulu = { lat: 21.318681, lon: -157.922428 };
const sydney = { lat: -33.946111, lon: 151.177222 };

it('is near to the distances that airlines file', () => {
  expect(greatCircleMiles(newark, houston)).toBeCloseTo(1400, -1);
  expect(greatCircleMiles(newark, honolulu)).toBeCloseTo(4963, -2);
});

it('crosses the date line and the equator', () => {
  expect(greatCircleMiles(honolulu, sydney)).toBeCloseTo(5070, -2);
});

it('is half of the circumference to the other end of the world', () => {
  expect(greatCircleMiles({ lat: 40, lon: 10 }, { lat: -40, lon: -170 })).toBe(12437);
});

const anywhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

it('is the same both ways, none to itself, and a whole number', () => {
  fc.assert(
    fc.property(anywhere, anywhere, (from, to) => {
      const miles = greatCircleMiles(from, to);
      expect(Number.isInteger(miles)).toBe(true);
      expect(miles).toBe(greatCircleMiles(to, from));
      expect(greatCircleMiles(from, from)).toBe(0);
    }),
  );
});
