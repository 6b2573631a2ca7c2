import { randomUUID } from 'node:crypto';
import { answerOf } from '#contracts';
import { bookingStreamId, type Payment, requestPayment, settlePayment } from '#domain';
import { EventStore } from '#event-store';
import { type Charge, PaymentProvider, type ProviderAnswer } from '#payment';
import { Logger } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TravellerCommands } from '../traveller-commands.js';
import type { HandledBooking } from '../handled-booking.js';
import { type AnsweredPayment, PayBookingCommand } from './pay-booking.command.js';
import { payBookingProblem } from './pay-booking.problem.js';

/** Two commands with the provider between them: a repeat finds the first in the log, and goes on from there. */
@CommandHandler(PayBookingCommand)
export class PayBookingHandler implements ICommandHandler<PayBookingCommand> {
  private readonly logger = new Logger('payment');

  constructor(
    private readonly bookings: TravellerCommands,
    private readonly eventStore: EventStore,
    private readonly provider: PaymentProvider,
  ) {}

  async execute(command: PayBookingCommand): Promise<AnsweredPayment> {
    const { booking, replayed } = await this.request(command);
    const payment = booking.payments.at(-1);
    if (payment === undefined) throw new Error('the request left no payment');
    const { paymentId } = payment;
    const answered = replayed && (await this.isAnswered(paymentId));
    const handled = { ...(await this.settle(command, payment, answered)), replayed };
    const status = handled.booking.payments.find((one) => one.paymentId === paymentId)?.status;
    if (status !== 'declined') return { handled, pending: status === 'unresolved' };
    const declinedBy = await this.eventIdOf(answerOf(paymentId), command.recordLocator);
    return { handled, pending: false, declinedBy };
  }

  private request({ recordLocator, method, requested }: PayBookingCommand) {
    const paymentId = randomUUID();
    return this.bookings.handle({
      recordLocator,
      requested,
      decide: ({ booking, flights, now }) =>
        requestPayment({ paymentId, method, now }, booking, flights),
      problemOf: payBookingProblem,
    });
  }

  private async settle(
    { recordLocator, method, requested }: PayBookingCommand,
    { paymentId, amount }: Payment,
    answered: boolean,
  ): Promise<HandledBooking> {
    const answer = answered
      ? undefined
      : await this.capture({ idempotencyKey: paymentId, amount, method });
    const { correlationId, actor } = requested;
    return this.bookings.handle({
      recordLocator,
      requested: { commandId: answerOf(paymentId), correlationId, causationId: paymentId, actor },
      decide: ({ booking, flights, now }) => {
        if (answer === undefined) throw new Error(`the answer to payment ${paymentId} is gone`);
        return settlePayment({ paymentId, answer, now }, booking, flights);
      },
      problemOf: ({ name }) => {
        throw new Error(`the answer to payment ${paymentId} was refused: ${name}`);
      },
    });
  }

  /** A provider that does not answer in time may have captured it: the process manager asks on. */
  private async capture(charge: Charge): Promise<ProviderAnswer> {
    try {
      return await this.provider.capture(charge);
    } catch (error) {
      this.logger.warn(error, `the provider has not answered about ${charge.idempotencyKey}`);
      return { outcome: 'unresolved' };
    }
  }

  /** Then the provider is not asked again: it need not remember its keys for as long as the log does. */
  private async isAnswered(paymentId: string): Promise<boolean> {
    const { written } = await this.eventStore.load([], answerOf(paymentId));
    return written.length > 0;
  }

  /** The first event that the command wrote to the booking. */
  private async eventIdOf(commandId: string, recordLocator: string): Promise<string> {
    const { written } = await this.eventStore.load([], commandId);
    const streamId = bookingStreamId(recordLocator);
    const first = written.find((event) => event.streamId === streamId);
    if (first === undefined) throw new Error(`nothing was written under ${commandId}`);
    return first.metadata.eventId;
  }
}
