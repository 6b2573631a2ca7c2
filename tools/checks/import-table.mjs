/** Where a library is entered from outside: the file behind each of its names in package.json. */
export const entrances = {
  domain: 'libs/domain/src/index.ts',
  'domain/rules': 'libs/domain/src/rules.ts',
  contracts: 'libs/contracts/src/index.ts',
  'event-store': 'libs/event-store/src/index.ts',
  'event-store/reader': 'libs/event-store/src/reader.ts',
  commands: 'libs/commands/src/index.ts',
  streaming: 'libs/streaming/src/index.ts',
  'views/folds': 'libs/views/src/folds/index.ts',
  'views/stores': 'libs/views/src/stores/index.ts',
  payment: 'libs/payment/src/index.ts',
  timers: 'libs/timers/src/index.ts',
  vault: 'libs/vault/src/index.ts',
  fares: 'libs/fares/src/index.ts',
  database: 'libs/database/src/index.ts',
  'reference-data': 'libs/reference-data/src/index.ts',
  platform: 'libs/platform/src/index.ts',
  'platform/process': 'libs/platform/src/process/index.ts',
};

const views = ['views/folds', 'views/stores'];

/** What every process of ours is made with. */
const process = ['platform', 'platform/process', 'database'];

/**
 * One row a folder: the entrances that its files may import, beside what is in the folder itself.
 * `types`: entrances of which it may import types alone.
 */
export const rows = [
  { folder: 'libs/domain', mayImport: [] },
  { folder: 'libs/contracts', mayImport: ['domain'] },
  { folder: 'libs/views', mayImport: ['domain', 'contracts'] },
  { folder: 'libs/views/src/folds', mayImport: ['domain', 'contracts'] },
  { folder: 'libs/event-store', mayImport: ['contracts'], types: ['domain'] },
  { folder: 'libs/commands', mayImport: ['domain', 'contracts', 'event-store', 'payment'] },
  { folder: 'libs/streaming', mayImport: ['contracts'], types: ['domain'] },
  { folder: 'libs/payment', mayImport: ['contracts'] },
  { folder: 'libs/timers', mayImport: [] },
  { folder: 'libs/vault', mayImport: ['contracts'] },
  { folder: 'libs/fares', mayImport: ['contracts'] },
  { folder: 'libs/database', mayImport: ['platform/process'] },
  { folder: 'libs/reference-data', mayImport: [] },
  { folder: 'libs/platform', mayImport: ['contracts'] },
  {
    folder: 'apps/booking-api',
    mayImport: [
      ...['domain', 'contracts', 'event-store', 'event-store/reader', 'commands', 'views/folds'],
      ...['payment', 'vault', 'fares', 'reference-data', ...process],
    ],
  },
  {
    folder: 'apps/relay',
    mayImport: [
      ...['contracts', 'event-store', 'event-store/reader', 'fares', 'streaming', ...process],
    ],
  },
  {
    folder: 'apps/projector',
    mayImport: ['domain', 'contracts', ...views, 'streaming', 'event-store/reader', ...process],
  },
  {
    folder: 'apps/process-manager',
    mayImport: [
      ...['domain', 'contracts', 'event-store', 'event-store/reader', 'commands', 'streaming'],
      ...['payment', 'timers', 'vault', ...process],
    ],
  },
  {
    folder: 'apps/query-api',
    mayImport: ['contracts', ...views, 'streaming', 'vault', 'reference-data', ...process],
  },
  {
    folder: 'apps/crud-twin',
    mayImport: ['domain/rules', 'contracts', 'payment', 'reference-data', ...process],
  },
  {
    folder: 'tools/rebuild',
    mayImport: ['domain', 'contracts', ...views, 'streaming', 'event-store/reader', 'platform'],
  },
];

/** Folders that may import anything, through the entrances. */
export const unrestricted = ['apps/contrail', 'tools', 'test'];

/** Folders whose files, specs aside, import nothing from outside: no package, nothing of Node. */
export const pure = ['libs/domain'];

/** Packages that speak to PostgreSQL, Kafka and Redis. */
export const drivers = ['pg', 'pg-cursor', 'typeorm', 'kafkajs', 'redis'];

/** Where drivers may be imported, beside {@link unrestricted}. */
export const driverFolders = [
  'libs/event-store',
  'libs/streaming',
  'libs/views/src/stores',
  'libs/payment',
  'libs/timers',
  'libs/vault',
  'libs/fares',
  'libs/database',
  'apps/crud-twin',
];

/** What a spec may import beside the row of its folder. */
export const forSpecs = { folders: ['test', 'tools/services'], drivers: ['pg'] };
