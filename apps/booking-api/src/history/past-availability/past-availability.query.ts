import type { AvailabilityAnswer } from '#contracts';
import { Query } from '@nestjs/cqrs';

/** Undefined where the flight had no event yet. */
export class PastAvailabilityQuery extends Query<AvailabilityAnswer | undefined> {
  constructor(
    readonly flightId: string,
    readonly asOf: string,
  ) {
    super();
  }
}
