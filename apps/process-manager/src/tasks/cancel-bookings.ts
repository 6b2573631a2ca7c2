import { flightStates, readFlightEvent, type RecordedEvent } from '#contracts';
import { bookingsOnFlight } from '#domain';
import { EventStore } from '#event-store';
import { type Timer, Timers } from '#timers';
import { Injectable } from '@nestjs/common';
import type { ComeAgain, Task, TaskOf } from './task.js';

/**
 * Sets a timer for every booking that was on a flight when it was cancelled. None can come later:
 * the flight's stream takes no seat after its cancellation, so a booking placed at the same moment
 * is before it, or refused.
 */
@Injectable()
export class CancelBookings {
  constructor(
    private readonly eventStore: EventStore,
    private readonly timers: Timers,
  ) {}

  async run({ streamId, version }: TaskOf<'cancel-bookings'>): Promise<ComeAgain> {
    const { events } = await this.eventStore.readStream(streamId, { from: 1, limit: version });
    const cancellation = events.at(-1);
    if (cancellation?.version !== version) throw new Error(`there is no ${streamId}@${version}`);
    const flights = flightStates(new Map([[streamId, events]]));
    await this.timers.set(
      [...flights].flatMap(([flightId, flight]) =>
        bookingsOnFlight(flight).map(({ recordLocator }) =>
          cancelTimer(cancellation, flightId, recordLocator),
        ),
      ),
    );
    return undefined;
  }
}

function cancelTimer(cancellation: RecordedEvent, flightId: string, recordLocator: string): Timer {
  const { data } = readFlightEvent(cancellation);
  const { metadata, recordedAt } = cancellation;
  const task: Task = {
    step: 'cancel-for-flight',
    recordLocator,
    flightId,
    reason: 'reason' in data ? data.reason : '',
    causationId: metadata.eventId,
    correlationId: metadata.correlationId,
  };
  return { id: `${metadata.eventId} cancel ${recordLocator}`, task, dueAt: recordedAt };
}
