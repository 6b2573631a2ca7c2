import { EventStore } from '#event-store';
import { Timers } from '#timers';
import { Injectable } from '@nestjs/common';
import { timersOf } from '../timers-after.js';
import type { ComeAgain, TaskOf } from './task.js';

/** Sets the timers of an event that could not be read when it came; it fails until one can. */
@Injectable()
export class FollowEvent {
  constructor(
    private readonly eventStore: EventStore,
    private readonly timers: Timers,
  ) {}

  async run({ streamId, version }: TaskOf<'follow-event'>): Promise<ComeAgain> {
    const { events } = await this.eventStore.readStream(streamId, { from: version, limit: 1 });
    await this.timers.set(events.flatMap(timersOf));
    return undefined;
  }
}
