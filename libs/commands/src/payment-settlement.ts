import { answerCommandId, type PaymentMethod } from '#contracts';
import { hasEnded, type Payment, type PlacedBooking, settlePayment } from '#domain';
import type { Handled } from '#event-store';
import { PaymentProvider, type ProviderAnswer } from '#payment';
import { Injectable } from '@nestjs/common';
import { BookingCommands } from './booking-commands.js';

/** A payment that its booking has requested, and who has it settled. */
export interface PaymentToSettle {
  recordLocator: string;
  paymentId: string;
  method: PaymentMethod;
  correlationId: string;
  actor: string;
}

/** Asks the provider about payments and records what follows, under ids that whoever repeats it repeats. */
@Injectable()
export class PaymentSettlement {
  constructor(
    private readonly commands: BookingCommands,
    private readonly provider: PaymentProvider,
  ) {}

  /**
   * Records what the provider answers first; where that is recorded already, it is not asked.
   *
   * @throws Error where the provider fails, or its answer contradicts what is recorded
   */
  async answer(asked: PaymentToSettle): Promise<Handled<never>> {
    const { booking, payment } = await this.find(asked);
    const isOpen = payment.status === 'requested';
    const answer = isOpen ? await this.ask(booking, payment, asked.method) : undefined;
    return this.record(asked, answerCommandId(asked.paymentId), answer);
  }

  /**
   * Records how an unresolved payment has ended; undefined while it has not.
   *
   * @throws Error as {@link answer}
   */
  async end(asked: PaymentToSettle): Promise<Handled<never> | undefined> {
    const { booking, payment } = await this.find(asked);
    const answer = await this.ask(booking, payment, asked.method);
    if (answer.outcome === 'unresolved') return undefined;
    return this.record(asked, `${asked.paymentId} outcome`, answer);
  }

  private async find({ recordLocator, paymentId }: PaymentToSettle) {
    const { booking } = await this.commands.read(recordLocator);
    const payment = booking?.payments.find((one) => one.paymentId === paymentId);
    if (booking && payment) return { booking, payment };
    throw new Error(`${recordLocator} has no payment ${paymentId}`);
  }

  /** Of a booking that has ended no money is taken that was not asked for yet. */
  private ask(
    booking: PlacedBooking,
    { paymentId, amount }: Payment,
    method: PaymentMethod,
  ): Promise<ProviderAnswer> {
    if (hasEnded(booking)) return this.provider.withdraw(paymentId);
    return this.provider.capture({ idempotencyKey: paymentId, amount, method });
  }

  private async record(
    { recordLocator, paymentId, correlationId, actor }: PaymentToSettle,
    commandId: string,
    answer: ProviderAnswer | undefined,
  ): Promise<Handled<never>> {
    const handled = await this.commands.handle({
      ...{ recordLocator, commandId, correlationId, actor, causationId: paymentId },
      decide: ({ booking, flights, now }) => {
        if (answer === undefined) throw new Error(`the answer to payment ${paymentId} is gone`);
        return settlePayment({ paymentId, answer, now }, booking, flights);
      },
    });
    if (handled.outcome === 'unknown-booking' || handled.outcome === 'refused') {
      throw new Error(`the answer to payment ${paymentId} cannot be recorded: ${handled.outcome}`);
    }
    return handled;
  }
}
