import { z } from 'zod';
import { AnotherLog, recordedEventOf } from './cloud-event.js';
import type { RecordedEvent } from './recorded-event.js';
import { cabin, fareRevision, flightId, money } from './terms.js';
import { type FollowedTopic, faresTopic } from './topics.js';

/**
 * A row of the operators' fares as it stands after a change, which is the message whoever captured it: no event yet.
 * Columns that the table may get are passed over.
 */
export const fareRowSchema = z.object({
  /** The id of the log that its flight is in. */
  log: z.string(),
  flightId,
  cabin,
  amount: money.shape.amount,
  currency: money.shape.currency,
  revision: fareRevision,
});

export type FareRow = z.infer<typeof fareRowSchema>;

/** Whose messages come in order, and by which a Consistency-Token names a fare's revision. */
export function fareStreamId({ flightId, cabin }: Pick<FareRow, 'flightId' | 'cabin'>): string {
  return `fare-${flightId}-${cabin}`;
}

/** The fare that {@link fareStreamId} names; undefined for another stream. */
export function fareOf(streamId: string): Pick<FareRow, 'flightId' | 'cabin'> | undefined {
  const [, flight, of] = /^fare-(.+)-(\w+)$/.exec(streamId) ?? [];
  const parsed = cabin.safeParse(of);
  return flight !== undefined && parsed.success
    ? { flightId: flight, cabin: parsed.data }
    : undefined;
}

/** A change of a fare as the stream hands it to a consumer: its version is the revision, with gaps. */
export function fareSetOf(row: FareRow): RecordedEvent<FareRow> {
  const streamId = fareStreamId(row);
  const id = `${streamId}@${row.revision}`;
  return {
    streamId,
    version: row.revision,
    type: 'FareSet',
    schemaVersion: 1,
    data: row,
    metadata: { eventId: id, correlationId: id, actor: 'operator', commandId: id },
    recordedAt: new Date(row.revision).toISOString(),
    hash: '',
  };
}

/**
 * What came on a topic: of fares a row of one, of all others a CloudEvent.
 *
 * @param log the id of the log that is followed
 * @throws ZodError for what is not what the topic brings, by the property's name; AnotherLog
 */
export function sentEventOf(message: unknown, topic: FollowedTopic, log: string): RecordedEvent {
  if (topic !== faresTopic) return recordedEventOf(message, log);
  const row = fareRowSchema.parse(message);
  if (row.log !== log) throw new AnotherLog(row.log);
  return fareSetOf(row);
}
