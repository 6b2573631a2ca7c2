import { expireBooking } from '#domain';
import { Injectable } from '@nestjs/common';
import { FollowingCommands } from '../following-commands.js';
import type { Done, TaskOf } from './task.js';

/** Ends a hold that has run out; a pending payment puts that off. */
@Injectable()
export class ExpireHold {
  constructor(private readonly commands: FollowingCommands) {}

  async run({ recordLocator, causationId, correlationId }: TaskOf<'expire-hold'>): Promise<Done> {
    const refusal = await this.commands.handle({
      recordLocator,
      commandId: `${causationId} expire`,
      causationId,
      correlationId,
      decide: ({ booking, flights, now }) => expireBooking({ now }, booking, flights),
    });
    return refusal && { until: refusal.until };
  }
}
