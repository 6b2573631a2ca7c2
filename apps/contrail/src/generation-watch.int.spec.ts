import { AvailabilityInMemory, LiveAvailability } from '#query-api';
import { PostgresViewStore } from '#views/stores';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { state } from '../../../test/setup/availability-row.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { GenerationWatch } from './generation-watch.js';

const [a, b, c] = ['flight-A', 'flight-B', 'flight-C'];
const patient = { timeout: 10_000, interval: 20 };

let database: TestDatabase;
let views: PostgresViewStore;
let watch: GenerationWatch | undefined;

beforeEach(async () => {
  database = await createDatabase();
  views = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
  await build(1, [a, b]);
});

afterEach(async () => {
  await watch?.beforeApplicationShutdown();
  await views.close();
  await database.drop();
});

/** Rows of a generation, which is read from then on. */
async function build(generation: number, streamIds: string[]): Promise<void> {
  await ask(
    database.ownerUrl,
    `INSERT INTO views.availability (stream_id, generation, version, as_of, state)
       SELECT stream_id, $2, 1, now(), $3 FROM unnest($1::text[]) AS stream_id`,
    [streamIds, generation, JSON.stringify(state)],
  );
  await ask(database.ownerUrl, 'UPDATE views.generation SET generation = $1', [generation]);
}

async function watchOver(memory: AvailabilityInMemory): Promise<void> {
  watch = new GenerationWatch(views, memory, new LiveAvailability());
  await watch.onApplicationBootstrap();
}

async function kept(memory: AvailabilityInMemory) {
  const rows = await Promise.all([a, b, c].map((streamId) => memory.row(streamId)));
  return rows.map((row) => row?.generation);
}

it('rows are replaced by those of a rebuild, and stay until then', async () => {
  const memory = new AvailabilityInMemory();
  await watchOver(memory);
  const whileRead: unknown[] = [];
  const rowsAfter = views.rowsAfter.bind(views);
  vi.spyOn(views, 'rowsAfter').mockImplementation(async (...asked) => {
    whileRead.push(await kept(memory));
    return rowsAfter(...asked);
  });
  await build(2, [b, c]);
  await expect.poll(() => kept(memory), patient).toEqual([undefined, 2, 2]);
  expect(whileRead[0]).toEqual([1, 1, undefined]);
});

it('a memory that is full has the same flights after a rebuild', async () => {
  const memory = new AvailabilityInMemory(3_200);
  await watchOver(memory);
  expect([memory.isFull, await kept(memory)]).toEqual([true, [1, 1, undefined]]);
  await build(2, [a, b, c]);
  await expect.poll(() => kept(memory), patient).toEqual([2, 2, undefined]);
});
