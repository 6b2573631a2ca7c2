export * from './payment-provider.js';
export * from './payment-simulator.js';
