import { describe, expect, it } from 'vitest';
import { isSameName } from './same-name.js';

describe('two names are the same', () => {
  it.each([
    ['Müller', 'MULLER'],
    ['Mu\u0308ller', 'Müller'],
    ['Strauß', 'STRAUSS'],
    ['Łukasiewicz', 'lukasiewicz'],
    ['Bjørnson', 'Bjornson'],
    ['Núñez', 'nunez'],
    ['Yıldız', 'YILDIZ'],
    ['İnce', 'ince'],
    ['Ёлкин', 'Елкин'],
    ['Йоффе', 'ИОФФЕ'],
  ])('%s and %s', (a, b) => {
    expect(isSameName(a, b)).toBe(true);
  });
});

describe('two names differ', () => {
  it.each([
    ['Müller', 'Miller'],
    ['Mueller', 'Müller'],
    ['Coleman', 'Coleman Jr'],
    ["O'Brien", 'OBrien'],
    ['Coleman', ''],
  ])('%s and %s', (a, b) => {
    expect(isSameName(a, b)).toBe(false);
  });
});
