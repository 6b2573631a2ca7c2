import { Module } from '@nestjs/common';
import { EventsController } from './events/events.controller.js';
import { EventsHandler } from './events/events.handler.js';
import { LogClock } from './log-clock.js';
import { PastAvailabilityController } from './past-availability/past-availability.controller.js';
import { PastAvailabilityHandler } from './past-availability/past-availability.handler.js';
import { PastBookingController } from './past-booking/past-booking.controller.js';
import { PastBookingHandler } from './past-booking/past-booking.handler.js';
import { StreamController } from './stream/stream.controller.js';

/** What the log tells of the past. */
@Module({
  controllers: [
    StreamController,
    EventsController,
    PastAvailabilityController,
    PastBookingController,
  ],
  providers: [LogClock, EventsHandler, PastAvailabilityHandler, PastBookingHandler],
})
export class HistoryModule {}
