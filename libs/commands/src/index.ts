export * from './booking-commands.js';
export * from './payment-settlement.js';
