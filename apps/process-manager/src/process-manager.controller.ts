import { consumers, flightStates, readFlightEvent, type RecordedEvent, topics } from '#contracts';
import { bookingsOnFlight } from '#domain';
import { EventStore } from '#event-store';
import { type Timer, Timers } from '#timers';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { timersAfter } from './timers-after.js';

/** Sets the timers that follow from the stream's events; the stream repeats a batch whose timers were not set. */
@Controller()
export class ProcessManagerController {
  constructor(
    private readonly eventStore: EventStore,
    private readonly timers: Timers,
  ) {}

  @EventPattern(topics.bookings, consumers.processManager)
  async bookings(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.timers.set(events.flatMap(timersAfter));
  }

  @EventPattern(topics.flights, consumers.processManager)
  async flights(@Payload() events: RecordedEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'FlightCancelled') await this.timers.set(await this.cascadeOf(event));
    }
  }

  /**
   * Every booking on the flight when it was cancelled. None can come later: the flight's stream takes
   * no seat after its cancellation, so a booking placed at the same moment is before it, or refused.
   */
  private async cascadeOf(cancellation: RecordedEvent): Promise<Timer[]> {
    const { streamId, version, metadata, recordedAt } = cancellation;
    const { data } = readFlightEvent(cancellation);
    const reason = 'reason' in data ? data.reason : '';
    const { events } = await this.eventStore.readStream(streamId, { from: 1, limit: version });
    return [...flightStates(new Map([[streamId, events]]))].flatMap(([flightId, flight]) =>
      bookingsOnFlight(flight).map(({ recordLocator }) => ({
        id: `${metadata.eventId} cancel ${recordLocator}`,
        task: {
          step: 'cancel-for-flight',
          recordLocator,
          flightId,
          reason,
          causationId: metadata.eventId,
          correlationId: metadata.correlationId,
        },
        dueAt: recordedAt,
      })),
    );
  }
}
