import type { Imports } from './tree.js';

/** For each rule, files whose imports it alone forbids. */
export const forbidden: Record<string, Imports> = {
  'libs/domain': { 'libs/domain/src/fares.unit.spec.ts': ['#contracts'] },
  'libs/contracts': { 'libs/contracts/src/problem.ts': ['#platform'] },
  'libs/views': { 'libs/views/src/stores/fill.ts': ['#event-store'] },
  'libs/views/src/folds': { 'libs/views/src/folds/cabins.ts': ['../stores/index.js'] },
  'libs/event-store': { 'libs/event-store/src/follow.ts': ['#streaming'] },
  'libs/commands': { 'libs/commands/src/booking-commands.ts': ['#platform'] },
  'libs/streaming': {
    'libs/streaming/src/embedded.ts': ['#event-store'],
    'libs/streaming/src/kafka.ts': ['type #event-store/reader'],
  },
  'libs/payment': { 'libs/payment/src/simulator.ts': ['#vault'] },
  'libs/timers': { 'libs/timers/src/timers.ts': ['#contracts'] },
  'libs/vault': { 'libs/vault/src/seal.ts': ['#domain'] },
  'libs/fares': { 'libs/fares/src/outbox.ts': ['#event-store'] },
  'libs/database': { 'libs/database/src/form.ts': ['#platform'] },
  'libs/reference-data': { 'libs/reference-data/src/airports.ts': ['#contracts'] },
  'libs/platform': { 'libs/platform/src/health.ts': ['#streaming'] },
  'apps/booking-api': {
    'apps/booking-api/src/place-booking.ts': ['#views/stores'],
    'apps/booking-api/src/get-seats.ts': ['#query-api'],
  },
  'apps/relay': { 'apps/relay/src/relay.ts': ['#domain'] },
  'apps/projector': { 'apps/projector/src/rebuild.ts': ['#event-store'] },
  'apps/process-manager': { 'apps/process-manager/src/expiry.ts': ['#views/folds'] },
  'apps/query-api': { 'apps/query-api/src/history.ts': ['#event-store/reader'] },
  'apps/crud-twin': { 'apps/crud-twin/src/booking.ts': ['#domain'] },
  'tools/rebuild': { 'tools/rebuild/src/index.ts': ['#event-store'] },
  'libs/event-store: types alone': { 'libs/event-store/src/snapshot.ts': ['#domain'] },
  'libs/streaming: types alone': { 'libs/streaming/src/envelope.ts': ['#domain'] },
  'libs/domain: nothing from outside': {
    'libs/domain/src/parse.ts': ['zod'],
    'libs/domain/src/random.ts': ['node:crypto'],
  },
  'a folder without a row': { 'apps/console/src/main.ts': ['#contracts'] },
  'past the entrance': {
    'apps/contrail/src/append.ts': ['../../../libs/event-store/src/append.js'],
    'test/booking.e2e.spec.ts': ['../libs/event-store/src/append.js'],
  },
  'tests or services outside a test': {
    'apps/query-api/src/main.ts': ['#tools/postgres'],
    'libs/vault/src/vault.ts': ['../../../test/setup/database.js'],
  },
  'a spec outside a test': {
    'libs/domain/src/sample.ts': ['./sample.unit.spec.js'],
    'libs/domain/src/sample.unit.spec.ts': [],
  },
  'a driver': {
    'apps/query-api/src/seats.ts': ['pg'],
    'apps/booking-api/src/history.ts': ['type typeorm'],
    'libs/views/src/folds/seats.ts': ['pg'],
  },
  'a driver in a test': { 'apps/query-api/src/seats.int.spec.ts': ['typeorm'] },
  'a development dependency outside a test': { 'libs/contracts/src/topics.ts': ['fast-check'] },
  'a package that package.json does not name': { 'libs/platform/src/metrics.ts': ['acorn'] },
  'a name that leads nowhere': { 'apps/contrail/src/nowhere.ts': ['#nowhere'] },
  'what was built': { 'test/built.e2e.spec.ts': ['../dist/libs/contracts/src/index.js'] },
  'a cycle': {
    'libs/domain/src/hen.ts': ['./egg.js'],
    'libs/domain/src/egg.ts': ['./hen.js'],
    'libs/domain/src/flight.ts': ['type ./seat.js'],
    'libs/domain/src/seat.ts': ['type ./flight.js'],
  },
};
