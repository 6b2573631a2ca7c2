import { randomUUID } from 'node:crypto';
import { BookingCommands, PaymentSettlement } from '#commands';
import { answerCommandId } from '#contracts';
import { requestPayment } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { bookingIn } from '../handled-booking.js';
import { TravellerCommands } from '../traveller-commands.js';
import { type AnsweredPayment, PayBookingCommand } from './pay-booking.command.js';
import { payBookingProblem } from './pay-booking.problem.js';

/** Two commands with the provider between them: a repeat finds the first in the log, and goes on from there. */
@CommandHandler(PayBookingCommand)
export class PayBookingHandler implements ICommandHandler<PayBookingCommand> {
  constructor(
    private readonly travellers: TravellerCommands,
    private readonly settlement: PaymentSettlement,
    private readonly bookings: BookingCommands,
  ) {}

  async execute(command: PayBookingCommand): Promise<AnsweredPayment> {
    const { recordLocator, method } = command;
    const { correlationId, actor } = command.requested;
    const { booking, replayed } = await this.request(command);
    const payment = booking.payments.at(-1);
    if (payment === undefined) throw new Error('the request left no payment');
    const { paymentId } = payment;
    const asked = { recordLocator, paymentId, method, correlationId, actor };
    const answered = bookingIn(await this.settlement.answer(asked), (refused) => refused);
    const handled = { ...answered, replayed };
    const status = handled.booking.payments.find((one) => one.paymentId === paymentId)?.status;
    if (status !== 'declined') return { handled, pending: status === 'unresolved' };
    const declinedBy = await this.bookings.firstEventId(recordLocator, answerCommandId(paymentId));
    return { handled, pending: false, declinedBy };
  }

  private request({ recordLocator, method, requested }: PayBookingCommand) {
    const paymentId = randomUUID();
    return this.travellers.handle({
      recordLocator,
      requested,
      decide: ({ booking, flights, now }) =>
        requestPayment({ paymentId, method, now }, booking, flights),
      problemOf: payBookingProblem,
    });
  }
}
