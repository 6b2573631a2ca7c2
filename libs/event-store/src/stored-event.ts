import type { EventMetadata, LogPosition, RecordedEvent } from '#contracts';

/** A row of log.event as pg reads it. */
export interface EventRow {
  transaction_id: string;
  position: string;
  stream_id: string;
  version: number;
  type: string;
  schema_version: number;
  data: unknown;
  metadata: EventMetadata;
  recorded_at: Date;
  hash: Buffer;
}

export const eventColumns = `event.transaction_id, event.position, event.stream_id, event.version,
  event.type, event.schema_version, event.data, event.metadata, event.recorded_at, event.hash`;

export function recordedEvent(row: EventRow): RecordedEvent {
  return {
    streamId: row.stream_id,
    version: row.version,
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    recordedAt: row.recorded_at.toISOString(),
    hash: row.hash.toString('hex'),
  };
}

export function positionOf(row: EventRow): LogPosition {
  return { transactionId: row.transaction_id, position: row.position };
}
