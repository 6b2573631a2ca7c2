export * from './create-vault.migration.js';
export * from './sql-file.js';
export * from './vault.js';
