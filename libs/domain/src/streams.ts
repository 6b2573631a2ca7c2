/** An event and the stream that it belongs to. */
export interface ForStream<E> {
  streamId: string;
  event: E;
}

export function flightStreamId(flightId: string): string {
  return `flight-${flightId}`;
}

export function bookingStreamId(recordLocator: string): string {
  return `booking-${recordLocator}`;
}
