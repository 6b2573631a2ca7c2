import { z } from 'zod';
import { availabilityAnswer, flightStatus } from './answers/availability.js';
import { assertSource, messageSchema, sourceOf } from './cloud-event.js';
import { flightScheduled } from './events/flight-events.js';
import { cabin, fareRevision, instant, seat } from './terms.js';

/** What is shown of a flight; its times are later than scheduled by its delay. */
const availabilityState = z.object({
  ...flightScheduled.omit({ fares: true }).shape,
  status: flightStatus,
  cabins: availabilityAnswer.shape.cabins,
  /** None of a flight whose fares are the first ones. */
  fareRevisions: z.partialRecord(cabin, fareRevision).exactOptional(),
  /** By seat. A row of before seats were in them is none: whoever has it looks further down, until it is published anew. */
  taken: z.record(seat, z.enum(['held', 'sold'])),
});

/**
 * A flight's row as it stands after `version` events: whoever keeps a copy takes any with a newer generation,
 * then version.
 */
export const availabilityRow = z.object({
  streamId: z.string(),
  /** When the view's building began, in milliseconds of the database's clock. */
  generation: z.int().positive(),
  version: z.int().positive(),
  /** When its newest event was recorded. */
  asOf: instant,
  /** Null while the stream has given nothing to show. */
  state: availabilityState.nullable(),
});

export const availabilityMessageSchema = messageSchema.extend({
  type: z.literal('contrail.AvailabilityChanged'),
  data: availabilityRow.omit({ streamId: true, asOf: true }),
});

export type AvailabilityMessage = z.infer<typeof availabilityMessageSchema>;

export type SentAvailability = z.infer<typeof availabilityRow>;

/** @param log the id of the log that the row is folded from */
export function availabilityMessage(row: SentAvailability, log: string): AvailabilityMessage {
  const { streamId, generation, version, asOf, state } = row;
  return {
    specversion: '1.0',
    id: `${streamId}@${generation}-${version}`,
    source: sourceOf(log),
    type: 'contrail.AvailabilityChanged',
    subject: streamId,
    time: asOf,
    datacontenttype: 'application/json',
    data: { generation, version, state },
    partitionkey: streamId,
  };
}

/**
 * The row that {@link availabilityMessage} was made of.
 *
 * @throws ZodError by the attribute's name; AnotherLog
 */
export function sentAvailability(message: unknown, log: string): SentAvailability {
  const parsed = availabilityMessageSchema.parse(message);
  assertSource(parsed, log);
  return { streamId: parsed.subject, asOf: parsed.time, ...parsed.data };
}
