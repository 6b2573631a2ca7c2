import { bookingOf, flightStates, versioned } from '#contracts';
import type { BookingEvent, Decision, FlightEvent, Flights, ForStream } from '#domain';
import { bookingStreamId, flightStreamId, type PlacedBooking } from '#domain';
import { EventStore } from '#event-store';
import { Injectable } from '@nestjs/common';

/** What a decision about a booking rests on, all of one moment. */
export interface DecidedOn {
  booking: PlacedBooking;
  /** Those of its segments, by flightId. */
  flights: Flights;
  now: string;
}

/** A command that an event leads to. */
export interface FollowingCommand<Refusal> {
  recordLocator: string;
  /** The event's id and the step: a repeat changes nothing. */
  commandId: string;
  causationId: string;
  correlationId: string;
  /** Is asked again when another process was quicker. */
  decide: (on: DecidedOn) => Decision<ForStream<BookingEvent | FlightEvent>, Refusal>;
}

/** Decides on a booking and on its flights, and appends to their streams, in one statement. */
@Injectable()
export class BookingCommands {
  constructor(private readonly eventStore: EventStore) {}

  /** @throws Error where it could not be decided: it is to be repeated */
  async handle<Refusal>(command: FollowingCommand<Refusal>): Promise<Refusal | undefined> {
    const { recordLocator, decide, ...rest } = command;
    const streamId = bookingStreamId(recordLocator);
    const { segments } = await this.booking(recordLocator);
    const handled = await this.eventStore.handle<Refusal>({
      ...rest,
      actor: 'process-manager',
      streamIds: [streamId, ...segments.map(({ flightId }) => flightStreamId(flightId))],
      decide: ({ streams, now }) => {
        const booking = known(recordLocator, bookingOf(streams.get(streamId) ?? []));
        return versioned(decide({ booking, flights: flightStates(streams), now }));
      },
    });
    if (handled.outcome === 'refused') return handled.refusal;
    if (handled.outcome === 'handled') return undefined;
    throw new Error(`the command ${command.commandId} was not handled: ${handled.outcome}`);
  }

  /** As it is now. */
  async booking(recordLocator: string): Promise<PlacedBooking> {
    const streamId = bookingStreamId(recordLocator);
    const { streams } = await this.eventStore.load([streamId], '');
    return known(recordLocator, bookingOf(streams.get(streamId) ?? []));
  }
}

function known(recordLocator: string, booking: PlacedBooking | undefined): PlacedBooking {
  if (booking !== undefined) return booking;
  throw new Error(`there is no booking ${recordLocator}`);
}
