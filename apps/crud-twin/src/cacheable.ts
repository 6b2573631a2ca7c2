import { freshFromView } from '#contracts';

/** Every read asks the tables; what it finds may be kept as long as the contract says. */
export const freshFromTables = {
  rung: 'postgres',
  age: 0,
  cacheControl: freshFromView,
} as const;
