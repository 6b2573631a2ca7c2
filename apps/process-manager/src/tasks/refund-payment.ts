import { refundKey } from '#contracts';
import { recordRefund } from '#domain';
import { PaymentProvider } from '#payment';
import { Injectable } from '@nestjs/common';
import { FollowingCommands } from '../following-commands.js';
import type { ComeAgain, TaskOf } from './task.js';
import { warnOfRefusal } from './warn-of-refusal.js';

/** Gives money back, then records that it was. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly commands: FollowingCommands,
    private readonly provider: PaymentProvider,
  ) {}

  async run(task: TaskOf<'refund-payment'>): Promise<ComeAgain> {
    const { recordLocator, causationId, correlationId, paymentId } = task;
    const { booking } = await this.commands.read(recordLocator);
    const payment = booking.payments.find((one) => one.paymentId === paymentId);
    if (payment?.status !== 'refund-requested') return undefined;
    await this.provider.refund({ idempotencyKey: refundKey(paymentId), charge: paymentId });
    const refusal = await this.commands.handle({
      recordLocator,
      commandId: `${causationId} refund`,
      causationId,
      correlationId,
      decide: ({ booking }) => recordRefund({ paymentId }, booking),
    });
    warnOfRefusal(task, refusal);
    return undefined;
  }
}
