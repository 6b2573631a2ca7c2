import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { ask } from '../../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { PostgresViewStore } from './postgres-view-store.js';
import {
  eventsUpTo,
  type TestedStore,
  versionsView,
  viewStoreContract,
} from './view-store-contract.spec.js';
import type { ViewFold } from './view-fold.js';

let database: TestDatabase;
let store: PostgresViewStore;
let folding: ViewFold<number[]>;

beforeAll(async () => {
  database = await createDatabase();
  store = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

beforeEach(async () => {
  folding = store.folding(versionsView);
  await ask(database.ownerUrl, 'TRUNCATE views.availability');
});

/** Brings the events that the rows follow from: a row of PostgreSQL is folded, never put. */
const tested: TestedStore = {
  bring: async (versions) => {
    const events = Object.entries(versions).flatMap(([id, version]) => eventsUpTo(id, version));
    await folding.fold(events);
  },
  raiseGeneration: async () => {
    await ask(
      database.ownerUrl,
      `WITH emptied AS (DELETE FROM views.availability)
       UPDATE views.generation SET generation = generation + 1 WHERE view = 'availability'`,
    );
    folding = store.folding(versionsView);
  },
  row: (streamId) => store.row(versionsView, streamId),
  versions: (streamIds) => store.versions(versionsView, streamIds),
};

describe('the views in PostgreSQL', () => {
  it.each(viewStoreContract)('%s', (_, test) => test(tested));
});
