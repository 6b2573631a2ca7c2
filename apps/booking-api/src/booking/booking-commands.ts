import { bookingOf, flightStates, versioned } from '#contracts';
import type { BookingEvent, Decision, FlightEvent, Flights, ForStream } from '#domain';
import { bookingStreamId, flightStreamId, type PlacedBooking } from '#domain';
import { type Command, EventStore, type Loaded } from '#event-store';
import { Problem } from '#platform';
import { Injectable } from '@nestjs/common';
import { bookingIn, type HandledBooking } from './handled-booking.js';

/** What a decision about a booking rests on, all of one moment. */
export interface DecidedOn {
  booking: PlacedBooking;
  /** Those of its segments, by flightId. */
  flights: Flights;
  now: string;
}

/** A command to a booking that was placed. */
export interface ToBooking<Refusal> {
  recordLocator: string;
  requested: Pick<
    Command<Refusal>,
    'commandId' | 'requestDigest' | 'correlationId' | 'causationId' | 'actor'
  >;
  /** Is asked again when another process was quicker. */
  decide: (on: DecidedOn) => Decision<ForStream<BookingEvent | FlightEvent>, Refusal>;
  problemOf: (refusal: Refusal, streams: Loaded['streams']) => Problem;
}

/** Decides on a booking and on its flights, and appends to their streams, in one statement. */
@Injectable()
export class BookingCommands {
  constructor(private readonly eventStore: EventStore) {}

  /** @throws Problem `not-found` for an unknown booking; that of a refusal */
  async handle<Refusal>(command: ToBooking<Refusal>): Promise<HandledBooking> {
    const { recordLocator, requested, decide, problemOf } = command;
    const streamId = bookingStreamId(recordLocator);
    const flightStreamIds = await this.flightStreamsOf(recordLocator, requested.commandId);
    const handled = await this.eventStore.handle<Refusal>({
      ...requested,
      streamIds: [streamId, ...flightStreamIds],
      decide: ({ streams, now }) => {
        const booking = known(recordLocator, bookingOf(streams.get(streamId) ?? []));
        return versioned(decide({ booking, flights: flightStates(streams), now }));
      },
    });
    return bookingIn(handled, problemOf);
  }

  /** Read beforehand: the flights of a booking stay the same from its placing on. */
  private async flightStreamsOf(recordLocator: string, commandId: string): Promise<string[]> {
    const streamId = bookingStreamId(recordLocator);
    const { streams } = await this.eventStore.load([streamId], commandId);
    const { segments } = known(recordLocator, bookingOf(streams.get(streamId) ?? []));
    return segments.map(({ flightId }) => flightStreamId(flightId));
  }
}

function known(recordLocator: string, booking: PlacedBooking | undefined): PlacedBooking {
  if (booking !== undefined) return booking;
  throw new Problem('not-found', `there is no booking ${recordLocator}`);
}
