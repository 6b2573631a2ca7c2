import { bookingOf, flightStates, type RecordedEvent, versioned, versionOf } from '#contracts';
import type { BookingEvent, Decision, FlightEvent, Flights, ForStream } from '#domain';
import { bookingStreamId, flightStreamId, type PlacedBooking } from '#domain';
import { type Command, EventStore, type Handled } from '#event-store';
import { Injectable } from '@nestjs/common';
import { isCompensating, naming } from './compensation.js';

/** What a decision about a booking rests on, all of one moment. */
export interface DecidedOn {
  booking: PlacedBooking;
  /** Those of its segments, by flightId. */
  flights: Flights;
  /** PostgreSQL's clock: RFC 3339 UTC with milliseconds. */
  now: string;
}

/** A command to a booking that was placed. */
export interface CommandToBooking<Refusal> extends Omit<
  Command<Refusal>,
  'streamIds' | 'aloneOn' | 'decide'
> {
  recordLocator: string;
  /** Is asked again when another process was quicker. */
  decide: (on: DecidedOn) => Decision<ForStream<BookingEvent | FlightEvent>, Refusal>;
}

/** Decides on a booking and on its flights, and appends to their streams, in one statement. */
@Injectable()
export class BookingCommands {
  constructor(private readonly eventStore: EventStore) {}

  async handle<Refusal>(
    command: CommandToBooking<Refusal>,
  ): Promise<Handled<Refusal> | { outcome: 'unknown-booking' }> {
    const { recordLocator, decide, ...rest } = command;
    const streamId = bookingStreamId(recordLocator);
    const before = await this.eventsAbout(recordLocator);
    const itsOwn = before.filter((event) => event.streamId === streamId);
    const known = bookingOf(itsOwn);
    if (known === undefined) return { outcome: 'unknown-booking' };
    return this.eventStore.handle<Refusal>({
      ...rest,
      // Its flights stay the same from its placing on.
      streamIds: [streamId, ...known.segments.map(({ flightId }) => flightStreamId(flightId))],
      // What is compensated is named by its id, which an event has from its append on.
      aloneOn: streamId,
      decide: async ({ streams, now }) => {
        const stream = streams.get(streamId);
        const booking = bookingOf(stream?.events ?? []);
        if (booking === undefined) throw new Error(`the booking ${recordLocator} is gone`);
        const decision = versioned(decide({ booking, flights: flightStates(streams), now }));
        if (!decision.accepted || !decision.events.some(isCompensating)) return decision;
        // What is compensated may be behind a flight's snapshot. The booking's commands write to its own stream, too.
        const isKnown = versionOf(stream) === itsOwn.length;
        const soFar = isKnown ? before : await this.eventsAbout(recordLocator);
        return { ...decision, events: naming(decision.events, soFar) };
      },
    });
  }

  /** The id of the first event that a command wrote to a booking. */
  async firstEventId(recordLocator: string, commandId: string): Promise<string> {
    const { written } = await this.eventStore.load([], [commandId]);
    const streamId = bookingStreamId(recordLocator);
    const first = written.find((event) => event.streamId === streamId);
    if (first === undefined) throw new Error(`nothing was written under ${commandId}`);
    return first.metadata.eventId;
  }

  /** A booking as it is now, undefined where there is none, and PostgreSQL's clock. */
  async read(recordLocator: string): Promise<{ booking: PlacedBooking | undefined; now: string }> {
    const streamId = bookingStreamId(recordLocator);
    const { streams, now } = await this.eventStore.load([streamId]);
    return { booking: bookingOf(streams.get(streamId)?.events ?? []), now };
  }

  private eventsAbout(recordLocator: string): Promise<RecordedEvent[]> {
    return this.eventStore.readAcross({ recordLocator }, { limit: 1000 });
  }
}
