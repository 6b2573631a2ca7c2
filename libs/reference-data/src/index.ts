export * from './airports.js';
export * from './csv-rows.js';
export * from './data-folder.js';
export { readAirports } from './read-airports.js';
