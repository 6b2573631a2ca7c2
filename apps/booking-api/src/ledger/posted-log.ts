import {
  type LogPosition,
  type RecordedEvent,
  startOfLog,
  topicOf,
  topics,
  trustedBookingEvents,
  trustedFlightEvents,
} from '#contracts';
import {
  Balances,
  bookingPostings,
  evolveTaken,
  type FlightEvent,
  flightPostings,
  type Money,
  type SeatInventoryEvent,
  type TakenSeats,
} from '#domain';

const noSeats: TakenSeats = new Map();

/**
 * The postings of the log from its beginning to a position, and of each stream no more than its next postings rest
 * on: who has which seat, and the totals of bookings that have not ended.
 */
export class PostedLog {
  readonly balances = new Balances();
  position: LogPosition = startOfLog;
  private readonly taken = new Map<string, TakenSeats>();
  private readonly totals = new Map<string, Money>();

  /** @throws UnreadableEvent, CorruptStream: what was posted then is of no position */
  post(events: readonly RecordedEvent[], next: LogPosition): void {
    for (const event of events) {
      const topic = topicOf(event.streamId);
      if (topic === topics.flights) this.postFlight(event);
      if (topic === topics.bookings) this.postBooking(event);
    }
    this.position = next;
  }

  private postFlight(recorded: RecordedEvent): void {
    const { streamId } = recorded;
    for (const event of trustedFlightEvents(recorded)) {
      const before = this.taken.get(streamId) ?? noSeats;
      for (const posting of flightPostings(event, before)) this.balances.post(posting);
      if (isOfSeats(event)) this.taken.set(streamId, evolveTaken(before, event));
    }
  }

  private postBooking(recorded: RecordedEvent): void {
    const { streamId } = recorded;
    for (const event of trustedBookingEvents(recorded)) {
      const postings = bookingPostings(event, this.totals.get(streamId));
      for (const posting of postings) this.balances.post(posting);
      if (event.type === 'BookingPlaced') this.totals.set(streamId, event.data.total);
      if (event.type === 'BookingCancelled' || event.type === 'BookingExpired') {
        this.totals.delete(streamId);
      }
    }
  }
}

function isOfSeats(event: FlightEvent): event is SeatInventoryEvent {
  return event.type !== 'SeatsCheckedIn' && 'recordLocator' in event.data;
}
