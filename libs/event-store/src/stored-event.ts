import type { EventMetadata, LogPosition, RecordedEvent } from '#contracts';
import { instantText } from './instant-text.js';

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
  recorded_at: string;
  hash: string;
}

/** PostgreSQL writes instants and hashes as they are told: pg would make Dates and Buffers of them, to be written out here. */
export const eventColumns = `event.transaction_id, event.position, event.stream_id, event.version,
  event.type, event.schema_version, event.data, event.metadata, encode(event.hash, 'hex') AS hash,
  ${instantText('event.recorded_at')} AS recorded_at`;

export function recordedEvent(row: EventRow): RecordedEvent {
  return {
    streamId: row.stream_id,
    version: row.version,
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    recordedAt: row.recorded_at,
    hash: row.hash,
  };
}

export function positionOf(row: EventRow): LogPosition {
  return { transactionId: row.transaction_id, position: row.position };
}
