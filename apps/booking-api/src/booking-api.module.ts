import { BookingCommands, PaymentSettlement } from '#commands';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Admission } from './admission.js';
import { BookingAnswers } from './booking/booking-answers.js';
import { CancelBookingController } from './booking/cancel-booking/cancel-booking.controller.js';
import { CancelBookingHandler } from './booking/cancel-booking/cancel-booking.handler.js';
import { ChangeSeatController } from './booking/change-seat/change-seat.controller.js';
import { ChangeSeatHandler } from './booking/change-seat/change-seat.handler.js';
import { CheckInController } from './booking/check-in/check-in.controller.js';
import { CheckInHandler } from './booking/check-in/check-in.handler.js';
import { EraseBookingController } from './booking/erase-booking/erase-booking.controller.js';
import { EraseBookingHandler } from './booking/erase-booking/erase-booking.handler.js';
import { PayBookingController } from './booking/pay-booking/pay-booking.controller.js';
import { PayBookingHandler } from './booking/pay-booking/pay-booking.handler.js';
import { PlaceBookingController } from './booking/place-booking/place-booking.controller.js';
import { PlaceBookingHandler } from './booking/place-booking/place-booking.handler.js';
import { Refusals } from './booking/refusals/refusals.js';
import { TravellerCommands } from './booking/traveller-commands.js';
import { SetFareController } from './fare/set-fare/set-fare.controller.js';
import { SetFareHandler } from './fare/set-fare/set-fare.handler.js';
import { FlightOperationsModule } from './flight/flight-operations.module.js';
import { HistoryModule } from './history/history.module.js';
import { LedgerModule } from './ledger/ledger.module.js';

export { BookingSettings } from './booking-settings.js';

/** The write side: commands in, events appended; the history too, since it owns the log. */
@Module({
  imports: [FlightOperationsModule, HistoryModule, LedgerModule],
  controllers: [
    PlaceBookingController,
    PayBookingController,
    ChangeSeatController,
    CancelBookingController,
    CheckInController,
    EraseBookingController,
    SetFareController,
  ],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: Admission },
    BookingAnswers,
    BookingCommands,
    PaymentSettlement,
    Refusals,
    TravellerCommands,
    PlaceBookingHandler,
    PayBookingHandler,
    ChangeSeatHandler,
    CancelBookingHandler,
    CheckInHandler,
    EraseBookingHandler,
    SetFareHandler,
  ],
})
export class BookingApiModule {}
