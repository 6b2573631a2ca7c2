/** The stream's topics, one for each kind of stream of the log; messages are keyed by stream id. */
export const topics = {
  flights: 'contrail.flights',
  bookings: 'contrail.bookings',
} as const;

export type Topic = (typeof topics)[keyof typeof topics];

/** The topic that a stream's events travel on; undefined for a stream that stays in the log. */
export function topicOf(streamId: string): Topic | undefined {
  if (streamId.startsWith('flight-')) return topics.flights;
  if (streamId.startsWith('booking-')) return topics.bookings;
  return undefined;
}
