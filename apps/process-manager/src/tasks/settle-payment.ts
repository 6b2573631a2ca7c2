import { PaymentSettlement, type PaymentToSettle } from '#commands';
import { paymentMethod } from '#contracts';
import { isBefore, isPending, type Payment, plusSeconds } from '#domain';
import { Injectable } from '@nestjs/common';
import { FollowingCommands } from '../following-commands.js';
import type { ComeAgain, TaskOf } from './task.js';

/** The hold waits this long for the provider; then money that comes yet is only to be given back. */
const hurrySeconds = 15 * 60;
const pauseSeconds = 1;
const laterPauseSeconds = 10 * 60;

/**
 * Ends a payment that its request left open: cut off before the provider's answer was recorded, or
 * unresolved. It never gives up, since money that is captured late must be recorded too.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly commands: FollowingCommands,
    private readonly settlement: PaymentSettlement,
  ) {}

  async run(task: TaskOf<'settle-payment'>): Promise<ComeAgain> {
    const { recordLocator, paymentId, correlationId } = task;
    const { booking, now } = await this.commands.read(recordLocator);
    const payment = booking.payments.find((one) => one.paymentId === paymentId);
    if (payment === undefined) throw new Error(`${recordLocator} has no payment ${paymentId}`);
    if (!isPending(payment)) return undefined;
    await this.settle(payment, {
      ...{ recordLocator, paymentId, correlationId, actor: 'process-manager' },
      method: paymentMethod.parse(task.method),
    });
    return again(payment, now);
  }

  private async settle({ status }: Payment, asked: PaymentToSettle): Promise<void> {
    const handled = await (status === 'requested'
      ? this.settlement.answer(asked)
      : this.settlement.end(asked));
    if (handled === undefined || handled.outcome === 'handled') return;
    throw new Error(`payment ${asked.paymentId} was not settled: ${handled.outcome}`);
  }
}

/** Another look tells whether it has come to rest: who was quicker may have recorded another answer. */
function again({ requestedAt }: Payment, now: string): ComeAgain {
  const hurry = isBefore(now, plusSeconds(requestedAt, hurrySeconds));
  return { at: plusSeconds(now, hurry ? pauseSeconds : laterPauseSeconds) };
}
