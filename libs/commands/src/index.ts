export * from './booking-commands.js';
