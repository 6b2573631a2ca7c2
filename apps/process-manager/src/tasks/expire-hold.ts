import { expireBooking } from '#domain';
import { Injectable } from '@nestjs/common';
import { FollowingCommands } from '../following-commands.js';
import type { ComeAgain, TaskOf } from './task.js';

/** Ends a hold that has run out; a pending payment puts that off. */
@Injectable()
export class ExpireHold {
  constructor(private readonly commands: FollowingCommands) {}

  async run({
    recordLocator,
    causationId,
    correlationId,
  }: TaskOf<'expire-hold'>): Promise<ComeAgain> {
    const refusal = await this.commands.handle({
      recordLocator,
      commandId: `${causationId} expire`,
      causationId,
      correlationId,
      decide: ({ booking, flights, now }) => expireBooking({ now }, booking, flights),
    });
    return refusal && { at: refusal.until };
  }
}
