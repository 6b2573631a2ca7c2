import { BookingCommands, PaymentSettlement } from '#commands';
import { Module } from '@nestjs/common';
import { DueTimers } from './due-timers.js';
import { FareChanges } from './fare-changes.js';
import { FollowingCommands } from './following-commands.js';
import { ProcessManagerController } from './process-manager.controller.js';
import { CancelBookings } from './tasks/cancel-bookings.js';
import { CancelForFlight } from './tasks/cancel-for-flight.js';
import { EraseKey } from './tasks/erase-key.js';
import { ExpireHold } from './tasks/expire-hold.js';
import { RefundPayment } from './tasks/refund-payment.js';
import { SettlePayment } from './tasks/settle-payment.js';
import { Tasks } from './tasks/tasks.js';

/** Events in, commands out: what follows from an event is a durable timer first, then a command. */
@Module({
  controllers: [ProcessManagerController],
  providers: [
    ...[BookingCommands, PaymentSettlement, FollowingCommands, DueTimers, Tasks],
    ...[ExpireHold, SettlePayment, RefundPayment, CancelBookings, CancelForFlight],
    ...[EraseKey, FareChanges],
  ],
})
export class ProcessManagerModule {}
