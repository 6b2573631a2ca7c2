import type { Cabin, Money } from '#domain';
import { Command } from '@nestjs/cqrs';

/** Answers the fare's revision. */
export class SetFareCommand extends Command<number> {
  constructor(
    readonly flightId: string,
    readonly cabin: Cabin,
    readonly fare: Money,
  ) {
    super();
  }
}
