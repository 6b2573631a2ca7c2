import type { PaymentMethod } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledBooking } from '../handled-booking.js';

/** A booking as its payment's answer left it. */
export interface AnsweredPayment {
  handled: HandledBooking;
  /** The provider has not said how it ended. */
  pending: boolean;
  /** The id of the event that records a decline. */
  declinedBy?: string;
}

export class PayBookingCommand extends Command<AnsweredPayment> {
  constructor(
    readonly recordLocator: string,
    readonly method: PaymentMethod,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
