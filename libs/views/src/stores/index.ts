export * from './postgres-view-store.js';
