import { createHash } from 'node:crypto';
import type { StoredEvent } from './stored-event.js';

/** An event that was recorded at an instant of whole milliseconds. */
type Hashed = StoredEvent & { recordedMs: bigint };

/**
 * The hash that an event must have: SHA-256 over its predecessor's hash (hex; empty for the first of a
 * stream) and its stored fields. Reckoned here once more, not by `log.event_hash`: who can change events
 * can replace that function too. A test holds the two together.
 */
export function eventHash(previous: string, { event, text, recordedMs }: Hashed): string {
  const { streamId, version, type, schemaVersion } = event;
  const recordedAt = Buffer.alloc(8);
  recordedAt.writeBigInt64BE(recordedMs);
  return createHash('sha256')
    .update(framed(Buffer.from(previous, 'hex')))
    .update(framed(Buffer.from(streamId)))
    .update(int4(version))
    .update(framed(Buffer.from(type)))
    .update(int4(schemaVersion))
    .update(framed(Buffer.from(text.data)))
    .update(framed(Buffer.from(text.metadata)))
    .update(recordedAt)
    .digest('hex');
}

/** Behind its length, so that no two lists of fields have the same bytes. */
function framed(field: Buffer): Buffer {
  return Buffer.concat([int4(field.length), field]);
}

function int4(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
