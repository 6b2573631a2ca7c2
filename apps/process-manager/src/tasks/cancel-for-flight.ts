import { cancelForFlight } from '#domain';
import { Injectable } from '@nestjs/common';
import { FollowingCommands } from '../following-commands.js';
import type { ComeAgain, TaskOf } from './task.js';
import { warnOfRefusal } from './warn-of-refusal.js';

/** Cancels a booking of a cancelled flight: the booking and all its flights in one append. */
@Injectable()
export class CancelForFlight {
  constructor(private readonly commands: FollowingCommands) {}

  async run(task: TaskOf<'cancel-for-flight'>): Promise<ComeAgain> {
    const { recordLocator, causationId, correlationId, flightId, reason } = task;
    const refusal = await this.commands.handle({
      recordLocator,
      commandId: `${causationId} cancel ${recordLocator}`,
      causationId,
      correlationId,
      decide: ({ booking, flights }) => cancelForFlight({ flightId, reason }, booking, flights),
    });
    warnOfRefusal(task, refusal);
    return undefined;
  }
}
