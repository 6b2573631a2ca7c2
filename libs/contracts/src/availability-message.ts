import { z } from 'zod';
import { availabilityAnswer, flightStatus } from './answers/availability.js';
import { assertSource, messageSchema, sourceOf } from './cloud-event.js';
import { flightScheduled } from './events/flight-events.js';

/** What search and availability show of a flight; its times are later than scheduled by its delay. */
const availabilityState = flightScheduled
  .omit({ fares: true })
  .extend({ status: flightStatus, cabins: availabilityAnswer.shape.cabins });

/**
 * A flight's row as it stands after `version` events: whoever keeps a copy takes any with a newer generation,
 * then version.
 */
const availabilityRow = z.strictObject({
  /** When the view's building began, in milliseconds of the database's clock. */
  generation: z.int().positive(),
  version: z.int().positive(),
  /** Null while the stream has given nothing to show. */
  state: availabilityState.nullable(),
});

export const availabilityMessageSchema = messageSchema.extend({
  type: z.literal('contrail.AvailabilityChanged'),
  data: availabilityRow,
});

export type AvailabilityMessage = z.infer<typeof availabilityMessageSchema>;

/** A row on its way: what {@link AvailabilityMessage} says, with its stream and the instant of its newest event. */
export type SentAvailability = AvailabilityMessage['data'] & { streamId: string; asOf: string };

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
