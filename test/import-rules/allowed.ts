import type { Imports } from './tree.js';

/** One use of each kind of permission that the table gives. */
export const allowed: Imports = {
  'libs/domain/src/money.ts': ['./instant.js'],
  'libs/domain/src/instant.ts': [],
  'libs/domain/src/money.unit.spec.ts': ['vitest', 'fast-check', './money.js'],
  'libs/contracts/src/events.ts': ['#domain', 'zod'],
  'libs/views/src/folds/seats.ts': ['#domain', '#contracts'],
  'libs/views/src/stores/seats.ts': ['#contracts', '../folds/index.js', 'pg'],
  'libs/event-store/src/load.ts': ['#contracts', 'type #domain', 'pg', 'node:crypto'],
  'libs/event-store/src/load.int.spec.ts': [
    '#tools/postgres',
    '../../../test/setup/database.js',
    'vitest',
  ],
  'libs/streaming/src/envelope.ts': ['#contracts', 'type #domain'],
  'apps/booking-api/src/place-booking.ts': ['#event-store', '#views/folds', '#vault', '#platform'],
  'apps/booking-api/src/main.ts': [
    '#platform',
    '#platform/process',
    '#database',
    '#reference-data',
  ],
  'apps/projector/src/rebuild.ts': ['#event-store/reader', '#views/stores', '#streaming'],
  'apps/query-api/src/seats.e2e.spec.ts': ['supertest', 'pg', 'vitest'],
  'apps/crud-twin/src/seat.ts': ['#domain/rules', '#database', '#reference-data', 'typeorm'],
  'apps/contrail/src/main.ts': ['#query-api', '#tools/postgres', '#streaming', 'pg'],
  'tools/rebuild/src/rebuild.ts': ['#event-store/reader', '#views/stores', 'pg'],
  'tools/load/src/load.ts': ['#event-store', '#platform', '#tools/postgres'],
  'tools/start.mjs': ['../dist/apps/contrail/src/main.js'],
};
