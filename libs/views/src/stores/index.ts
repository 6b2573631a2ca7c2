export * from './create-views.migration.js';
export * from './postgres-view-store.js';
export * from './sql-file.js';
