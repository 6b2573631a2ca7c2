import { expect, it } from 'vitest';
import { healthOfAll } from './health-of-all.js';

const well = {
  status: 'ok',
  parts: { views: { status: 'ok' }, stream: { status: 'ok', lag: 2 } },
} as const;
const ill = {
  status: 'unavailable',
  parts: { views: { status: 'ok' }, stream: { status: 'unavailable', lag: 7 } },
} as const;

it('a process is well when each of its workers is', () => {
  expect(healthOfAll([well, well], 0)).toEqual(well);
});

it('a part is as it is with the worker that it is worst with', () => {
  expect(healthOfAll([well, ill], 0)).toEqual(ill);
  expect(healthOfAll([ill, well], 0)).toEqual(ill);
});

it('a worker that does not answer is told', () => {
  const { status, parts } = healthOfAll([well], 1);
  expect(status).toBe('unavailable');
  expect(parts).toEqual({ ...well.parts, workers: { status: 'unavailable' } });
});
