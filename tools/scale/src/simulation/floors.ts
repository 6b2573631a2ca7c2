import { type Random, Zipf } from '#tools/load';
import type { ViewRow } from '#views/folds';
import { MemoryCopies } from '#views/stores';
import { z } from 'zod';

/** Events of flights: by then the first have many versions, and the last few. */
const events = 300_000;
const looks = 5_000;

/**
 * Of the rows that memory has let go, those that it does not take back from Redis, since the floor that is left may be
 * another flight's: PostgreSQL is asked for them. Rows of no content, whose ages are as after so many events; memory
 * has room for few, so that all have gone at some time.
 */
export async function simulateFloors(random: Random, flights: number): Promise<number> {
  const memory = new MemoryCopies(
    {
      ...{ row: z.never(), keyOf: (streamId) => streamId },
      ...{ answers: { none: () => undefined }, hot: 'none' },
    },
    10_000,
  );
  const versions = new Uint16Array(flights).fill(1);
  const zipf = new Zipf(flights);
  for (let event = 0; event < events; event += 1) {
    const flight = zipf.draw(random);
    versions[flight] = Math.min((versions[flight] ?? 0) + 1, 300);
  }
  const row = (flight: number): ViewRow<never> => ({
    ...{ streamId: `flight-${flight}`, generation: 1, version: versions[flight] ?? 1 },
    ...{ asOf: '', state: null },
  });
  for (let flight = 0; flight < flights; flight += 1) memory.putAsked([row(flight)], memory.moment);
  let refused = 0;
  for (let look = 0; look < looks; look += 1) {
    refused += (await memory.put([row(Math.floor(random() * flights))])).length;
  }
  return refused / looks;
}
