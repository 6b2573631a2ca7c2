import 'reflect-metadata';
import { runPart } from '#platform';
import { BookingApiProcess, bookingApiSettings } from './process.module.js';

await runPart({
  name: 'booking-api',
  settings: bookingApiSettings,
  module: (settings) => BookingApiProcess.on(settings),
});
