import type { BookingAnswer } from '#contracts';
import { Query } from '@nestjs/cqrs';

/** Undefined where the booking had no event yet. */
export class PastBookingQuery extends Query<BookingAnswer | undefined> {
  constructor(
    readonly recordLocator: string,
    readonly asOf: string,
  ) {
    super();
  }
}
