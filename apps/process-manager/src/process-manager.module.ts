import { Module } from '@nestjs/common';
import { BookingCommands } from './booking-commands.js';
import { DueTimers } from './due-timers.js';
import { ProcessManagerController } from './process-manager.controller.js';
import { CancelForFlight } from './tasks/cancel-for-flight.js';
import { ExpireHold } from './tasks/expire-hold.js';
import { RefundPayment } from './tasks/refund-payment.js';
import { SettlePayment } from './tasks/settle-payment.js';
import { Tasks } from './tasks/tasks.js';

/** Events in, commands out: what follows from an event is a durable timer first, then a command. */
@Module({
  controllers: [ProcessManagerController],
  providers: [
    ...[BookingCommands, DueTimers, Tasks],
    ...[ExpireHold, SettlePayment, RefundPayment, CancelForFlight],
  ],
})
export class ProcessManagerModule {}
