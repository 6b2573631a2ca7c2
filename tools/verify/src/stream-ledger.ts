import {
  readBookingEvents,
  readFlightEvents,
  type RecordedEvent,
  topicOf,
  topics,
  UnreadableEvent,
} from '#contracts';
import {
  type Account,
  Balances,
  type BookingEvent,
  bookingPostings,
  type BookingState,
  evolveBooking,
  evolveFlight,
  type Expected,
  expectedMoney,
  expectedSeats,
  type FlightEvent,
  flightPostings,
  type FlightState,
  initialBooking,
  initialFlight,
} from '#domain';
import type { Difference } from './difference.js';

/** The accounts of a stream beside what its state says of the same seats, or the same money. */
export interface StreamLedger {
  /** Takes the stream's events in order, as far as they follow each other. */
  take(event: RecordedEvent): Generator<Difference>;
  /** After the last event. */
  end(): Generator<Difference>;
}

/** Undefined for a stream that nothing is posted of. */
export function ledgerOf(streamId: string): StreamLedger | undefined {
  const topic = topicOf(streamId);
  if (topic === topics.flights) return new PostedStream(flightBook, streamId);
  return topic === topics.bookings ? new PostedStream(bookingBook, streamId) : undefined;
}

/** How one kind of streams is posted, and what its accounts are held to. */
interface Book<Event, State, A extends Account> {
  initial: State;
  read: (event: RecordedEvent) => Event[];
  evolve: (state: State, event: Event) => State;
  post: (balances: Balances<A>, event: Event, before: State) => void;
  expected: (state: State) => Expected<A>;
  /** Whether it is so after each event, or only after all that a command wrote. */
  afterEach: boolean;
}

const flightBook: Book<FlightEvent, FlightState, Account> = {
  initial: initialFlight,
  read: readFlightEvents,
  evolve: evolveFlight,
  post: (balances, event, before) => {
    const taken = before.status === 'unscheduled' ? new Map() : before.taken;
    for (const posting of flightPostings(event, taken)) balances.post(posting);
  },
  expected: expectedSeats,
  afterEach: true,
};

const bookingBook: Book<BookingEvent, BookingState, Account> = {
  initial: initialBooking,
  read: readBookingEvents,
  evolve: evolveBooking,
  post: (balances, event, before) => {
    const total = before.status === 'none' ? undefined : before.total;
    for (const posting of bookingPostings(event, total)) balances.post(posting);
  },
  expected: expectedMoney,
  afterEach: false,
};

class PostedStream<Event, State> implements StreamLedger {
  private readonly balances = new Balances();
  private state: State;
  private version = 0;
  /** After the first difference nothing adds up any more. */
  private isOver = false;

  constructor(
    private readonly book: Book<Event, State, Account>,
    private readonly streamId: string,
  ) {
    this.state = book.initial;
  }

  *take(recorded: RecordedEvent): Generator<Difference> {
    if (this.isOver) return;
    if (recorded.version !== this.version + 1) {
      this.isOver = true;
      return;
    }
    this.version = recorded.version;
    try {
      for (const event of this.book.read(recorded)) {
        const after = this.book.evolve(this.state, event);
        this.book.post(this.balances, event, this.state);
        this.state = after;
      }
    } catch (error) {
      this.isOver = true;
      // Its form and its place are told by others.
      if (error instanceof UnreadableEvent) return;
      yield this.difference('an event that can be posted', String(error));
      return;
    }
    if (this.book.afterEach) yield* this.compared();
  }

  *end(): Generator<Difference> {
    if (!this.isOver && !this.book.afterEach) yield* this.compared();
  }

  private *compared(): Generator<Difference> {
    for (const [account, expected] of this.book.expected(this.state)) {
      const found = this.balances.of(account);
      if (found === expected) continue;
      this.isOver = true;
      yield this.difference(`${account} ${sided(expected)}`, sided(found));
    }
  }

  private difference(expected: string, found: string): Difference {
    return { kind: 'ledger', streamId: this.streamId, version: this.version, expected, found };
  }
}

function sided(balance: number): string {
  return balance < 0 ? `${-balance} on the credit side` : String(balance);
}
