import { flightStates, readFlightEvents, type RecordedEvent } from '#contracts';
import { bookingsOnFlight, type FlightCancelled } from '#domain';
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
    const recorded = events.at(-1);
    if (recorded?.version !== version) throw new Error(`there is no ${streamId}@${version}`);
    const { reason } = cancellationIn(recorded);
    const flights = flightStates(new Map([[streamId, { events }]]));
    await this.timers.set(
      [...flights].flatMap(([flightId, flight]) =>
        bookingsOnFlight(flight).map(({ recordLocator }) =>
          cancelTimer(recorded, { recordLocator, flightId, reason }),
        ),
      ),
    );
    return undefined;
  }
}

function cancellationIn(recorded: RecordedEvent): FlightCancelled['data'] {
  const told = readFlightEvents(recorded);
  const cancellation = told.find((event) => event.type === 'FlightCancelled');
  if (cancellation !== undefined) return cancellation.data;
  throw new Error(`${recorded.streamId}@${recorded.version} cancels no flight: ${recorded.type}`);
}

function cancelTimer(
  { metadata, recordedAt }: RecordedEvent,
  what: Pick<TaskOf<'cancel-for-flight'>, 'recordLocator' | 'flightId' | 'reason'>,
): Timer {
  const task: Task = {
    step: 'cancel-for-flight',
    ...what,
    causationId: metadata.eventId,
    correlationId: metadata.correlationId,
  };
  return { id: `${metadata.eventId} cancel ${what.recordLocator}`, task, dueAt: recordedAt };
}
