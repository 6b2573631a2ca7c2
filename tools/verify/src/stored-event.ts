import type { EventMetadata, LogPosition, RecordedEvent } from '#contracts';
import { instantText } from '#event-store/reader';

/** An event with what the log keeps beside it. */
export interface StoredEvent {
  event: RecordedEvent;
  position: LogPosition;
  /** As they were written: the hash covers the text. */
  text: { data: string; metadata: string };
  /** Since 1970; undefined when recorded_at is infinite, or not of whole milliseconds. */
  recordedMs: bigint | undefined;
}

export const storedColumns = `event.transaction_id, event.position, event.stream_id, event.version,
  event.type, event.schema_version, event.data::text AS data, event.metadata,
  event.metadata::text AS metadata_text, event.hash,
  ${instantText('event.recorded_at')} AS recorded_at,
  CASE WHEN isfinite(event.recorded_at)
      AND date_trunc('milliseconds', event.recorded_at) = event.recorded_at
    THEN trunc(extract(epoch FROM event.recorded_at) * 1000) END AS recorded_ms`;

export interface StoredRow {
  transaction_id: string;
  position: string;
  stream_id: string;
  version: number;
  type: string;
  schema_version: number;
  data: string;
  metadata: EventMetadata;
  metadata_text: string;
  hash: Buffer;
  recorded_at: string;
  recorded_ms: string | null;
}

export function storedEvent(row: StoredRow): StoredEvent {
  const data: unknown = JSON.parse(row.data);
  return {
    event: {
      streamId: row.stream_id,
      version: row.version,
      type: row.type,
      schemaVersion: row.schema_version,
      data,
      metadata: row.metadata,
      recordedAt: row.recorded_at,
      hash: row.hash.toString('hex'),
    },
    position: { transactionId: row.transaction_id, position: row.position },
    text: { data: row.data, metadata: row.metadata_text },
    recordedMs: row.recorded_ms === null ? undefined : BigInt(row.recorded_ms),
  };
}

/** Whether `a` comes after `b` in the order in which the log is followed. */
export function follows(a: LogPosition, b: LogPosition): boolean {
  const [left, right] = [BigInt(a.transactionId), BigInt(b.transactionId)];
  return left === right ? BigInt(a.position) > BigInt(b.position) : left > right;
}
