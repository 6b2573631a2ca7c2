import { recordRefund } from '#domain';
import { PaymentProvider } from '#payment';
import { Injectable } from '@nestjs/common';
import { BookingCommands } from '../booking-commands.js';
import { refused } from './refused.js';
import type { Done, TaskOf } from './task.js';

/** Gives money back, then records that it was. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly bookings: BookingCommands,
    private readonly provider: PaymentProvider,
  ) {}

  async run(task: TaskOf<'refund-payment'>): Promise<Done> {
    const { recordLocator, causationId, correlationId, paymentId } = task;
    const { payments } = await this.bookings.booking(recordLocator);
    const payment = payments.find((one) => one.paymentId === paymentId);
    if (payment?.status !== 'refund-requested') return undefined;
    await this.provider.refund(paymentId);
    const refusal = await this.bookings.handle({
      recordLocator,
      commandId: `${causationId} refund`,
      causationId,
      correlationId,
      decide: ({ booking }) => recordRefund({ paymentId }, booking),
    });
    refused(task, refusal);
    return undefined;
  }
}
