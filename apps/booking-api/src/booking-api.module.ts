import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { BookingAnswers } from './booking/booking-answers.js';
import { BookingCommands } from './booking/booking-commands.js';
import { PayBookingController } from './booking/pay-booking/pay-booking.controller.js';
import { PayBookingHandler } from './booking/pay-booking/pay-booking.handler.js';
import { PlaceBookingController } from './booking/place-booking/place-booking.controller.js';
import { PlaceBookingHandler } from './booking/place-booking/place-booking.handler.js';
import { HistoryController } from './history/history.controller.js';

export { BookingSettings } from './booking-settings.js';

/** The write side: commands in, events appended; the history too, since it owns the log. */
@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [PlaceBookingController, PayBookingController, HistoryController],
  providers: [BookingAnswers, BookingCommands, PlaceBookingHandler, PayBookingHandler],
})
export class BookingApiModule {}
