/** Every read asks the tables; what it finds may be kept as long as the contract says. */
export const freshFromTables = {
  rung: 'postgres',
  age: 0,
  cacheControl: 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400',
} as const;
