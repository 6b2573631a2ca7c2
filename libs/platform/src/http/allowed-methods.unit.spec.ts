import { expect, it } from 'vitest';
import { allowedMethods } from './allowed-methods.js';

it.each([
  ['/v1/airports', ['GET', 'HEAD']],
  ['/v1/flights?origin=EWR', ['GET', 'HEAD']],
  ['/v1/flights/UA1545-EWR-2026-12-05/seats', ['GET', 'HEAD']],
  ['/v1/bookings', ['POST']],
  ['/openapi.json', ['GET', 'HEAD']],
  ['/v1/hats', []],
  ['/v1/airports/', []],
  ['/v1/flights/a/b/seats', []],
])('%s allows %j', (url, methods) => {
  expect(allowedMethods(url)).toEqual(methods);
});
