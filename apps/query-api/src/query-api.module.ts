import { Module } from '@nestjs/common';
import { BookingsController } from './bookings/bookings.controller.js';
import { CaughtUp } from './caught-up.js';
import { FlightsController } from './flights/flights.controller.js';

/** The read side: answers from views; it never opens the log. */
@Module({ controllers: [FlightsController, BookingsController], providers: [CaughtUp] })
export class QueryApiModule {}
