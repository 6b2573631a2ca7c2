import { answerOf, paymentMethod } from '#contracts';
import type { Payment, PlacedBooking } from '#domain';
import { hasEnded, isBefore, isPending, plusSeconds, settlePayment } from '#domain';
import { PaymentProvider, type ProviderAnswer } from '#payment';
import { Injectable } from '@nestjs/common';
import { FollowingCommands } from '../following-commands.js';
import { refused } from './refused.js';
import type { Done, TaskOf } from './task.js';

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
    private readonly provider: PaymentProvider,
  ) {}

  async run(task: TaskOf<'settle-payment'>): Promise<Done> {
    const { recordLocator, causationId: paymentId } = task;
    const { booking, now } = await this.commands.read(recordLocator);
    const payment = booking.payments.find((one) => one.paymentId === paymentId);
    if (payment === undefined || !isPending(payment)) return undefined;
    const answer = await this.ask(task, booking);
    if (payment.status === 'requested') {
      await this.settle(task, answerOf(paymentId), answer);
      // The request may have been quicker, with another answer.
      return again(payment, now);
    }
    if (answer.outcome === 'unresolved') return again(payment, now);
    await this.settle(task, `${paymentId} outcome`, answer);
    return undefined;
  }

  /** Of a booking that has ended no money is taken that was not asked for yet. */
  private ask(
    { causationId, amount, method }: TaskOf<'settle-payment'>,
    booking: PlacedBooking,
  ): Promise<ProviderAnswer> {
    if (hasEnded(booking)) return this.provider.withdraw(causationId);
    return this.provider.capture({
      idempotencyKey: causationId,
      amount,
      method: paymentMethod.parse(method),
    });
  }

  private async settle(
    task: TaskOf<'settle-payment'>,
    commandId: string,
    answer: ProviderAnswer,
  ): Promise<void> {
    const { recordLocator, causationId, correlationId } = task;
    const refusal = await this.commands.handle({
      recordLocator,
      commandId,
      causationId,
      correlationId,
      decide: ({ booking, flights, now }) =>
        settlePayment({ paymentId: causationId, answer, now }, booking, flights),
    });
    refused(task, refusal);
  }
}

function again({ requestedAt }: Payment, now: string): Done {
  const hurry = isBefore(now, plusSeconds(requestedAt, hurrySeconds));
  return { until: plusSeconds(now, hurry ? pauseSeconds : laterPauseSeconds) };
}
