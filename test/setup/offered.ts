import { type Endpoint, endpoints, openApiDocument } from '#contracts';
import request from 'supertest';
import { inject } from 'vitest';
import type { Served } from './served.js';

/** What the twin does not offer: the past, what follows from it, and what belongs to events. */
const onEventsAlone =
  /history|ledger|insights|dead-letters|stream|erasure|retrieval|\/problems\/|fares/;

/** The endpoints of the application of this run. */
export function offered(): readonly Endpoint[] {
  if (inject('application') !== 'crud-twin') return endpoints;
  return endpoints.filter(({ path }) => !onEventsAlone.test(path));
}

/** The API's document: as it is served, or as it is made where it is not. */
export async function documentedBy({ application }: Served): Promise<unknown> {
  if (inject('application') === 'crud-twin') return openApiDocument();
  return (await request(application.url).get('/openapi.json').expect(200)).body;
}
