/** An event and the stream that it belongs to. */
export interface ForStream<E> {
  streamId: string;
  event: E;
}

export function flightStreamId(flightId: string): string {
  return `flight-${flightId}`;
}

/** The flight that {@link flightStreamId} names. */
export function flightOfStream(streamId: string): string {
  return streamId.slice('flight-'.length);
}

export function bookingStreamId(recordLocator: string): string {
  return `booking-${recordLocator}`;
}

/** Where requests for a flight that were refused are counted. */
export function refusalsStreamId(flightId: string): string {
  return `refusals-${flightId}`;
}

export function onFlight<E>(flightId: string, event: E): ForStream<E> {
  return { streamId: flightStreamId(flightId), event };
}

export function onBooking<E>(booking: { recordLocator: string }, event: E): ForStream<E> {
  return { streamId: bookingStreamId(booking.recordLocator), event };
}
