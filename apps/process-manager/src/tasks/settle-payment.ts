import { answerOf } from '#contracts';
import { isBefore, type Payment, plusSeconds, settlePayment } from '#domain';
import { PaymentProvider, type ProviderAnswer } from '#payment';
import { Injectable } from '@nestjs/common';
import { BookingCommands } from '../booking-commands.js';
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
    private readonly bookings: BookingCommands,
    private readonly provider: PaymentProvider,
  ) {}

  async run(task: TaskOf<'settle-payment'>): Promise<Done> {
    const { recordLocator, causationId: paymentId } = task;
    const { payments } = await this.bookings.booking(recordLocator);
    const payment = payments.find((one) => one.paymentId === paymentId);
    if (payment?.status === 'requested') {
      // To ask whether it was captured would not do: the request may be on its way to the provider.
      await this.settle(task, answerOf(paymentId), await this.capture(task));
      return again(payment);
    }
    if (payment?.status !== 'unresolved') return undefined;
    const answer = (await this.provider.outcome(paymentId)) ?? (await this.capture(task));
    if (answer.outcome === 'unresolved') return again(payment);
    await this.settle(task, `${paymentId} outcome`, answer);
    return undefined;
  }

  private capture({ causationId, amount, method }: TaskOf<'settle-payment'>) {
    return this.provider.capture({ idempotencyKey: causationId, amount, method });
  }

  private async settle(
    task: TaskOf<'settle-payment'>,
    commandId: string,
    answer: ProviderAnswer,
  ): Promise<void> {
    const { recordLocator, causationId, correlationId } = task;
    const refusal = await this.bookings.handle({
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

function again({ requestedAt }: Payment): Done {
  const now = new Date().toISOString();
  const hurry = isBefore(now, plusSeconds(requestedAt, hurrySeconds));
  return { until: plusSeconds(now, hurry ? pauseSeconds : laterPauseSeconds) };
}
