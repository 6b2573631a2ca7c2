import { unreachable } from '#domain';
import { Injectable } from '@nestjs/common';
import { CancelBookings } from './cancel-bookings.js';
import { CancelForFlight } from './cancel-for-flight.js';
import { EraseKey } from './erase-key.js';
import { ExpireHold } from './expire-hold.js';
import { RefundPayment } from './refund-payment.js';
import { SettlePayment } from './settle-payment.js';
import { type ComeAgain, taskSchema } from './task.js';

/** The step that a timer's task names. */
@Injectable()
export class Tasks {
  constructor(
    private readonly expireHold: ExpireHold,
    private readonly settlePayment: SettlePayment,
    private readonly refundPayment: RefundPayment,
    private readonly eraseKey: EraseKey,
    private readonly cancelBookings: CancelBookings,
    private readonly cancelForFlight: CancelForFlight,
  ) {}

  run(stored: unknown): Promise<ComeAgain> {
    const task = taskSchema.parse(stored);
    switch (task.step) {
      case 'expire-hold':
        return this.expireHold.run(task);
      case 'settle-payment':
        return this.settlePayment.run(task);
      case 'refund-payment':
        return this.refundPayment.run(task);
      case 'erase-key':
        return this.eraseKey.run(task);
      case 'cancel-bookings':
        return this.cancelBookings.run(task);
      case 'cancel-for-flight':
        return this.cancelForFlight.run(task);
      default:
        return unreachable(task);
    }
  }
}
