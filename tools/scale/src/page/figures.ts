import { assumed } from '../figures/assumed.js';
import { measured } from '../figures/measured.js';
import { table } from './table.js';

export function measuredFigures(): string {
  return table(
    ['figure', 'of what', 'source'],
    Object.values(measured).map(({ value, what, source }) => [value, what, source]),
  );
}

export function assumptions(): string {
  return table(
    ['figure', 'of what', 'why'],
    Object.values(assumed).map(({ value, what, why }) => [value, what, why]),
  );
}
