import { z } from 'zod';
import type { RecordedEvent } from './recorded-event.js';

const typePrefix = 'contrail.';

/**
 * An event as other systems meet it: CloudEvents 1.0 in its JSON format. `subject` and `partitionkey`
 * are the stream, `sequence` is the version in it; personal data stays sealed in `data`.
 */
export const cloudEventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  /** The event's own: `source` and `id` together are unique. */
  id: z.string().min(1),
  /** A URI reference to the log that recorded it. */
  source: z.string().min(1),
  type: z.string().startsWith(typePrefix),
  subject: z.string().min(1),
  /** When it was recorded: RFC 3339 UTC with milliseconds. */
  time: z.iso.datetime({ precision: 3 }),
  datacontenttype: z.literal('application/json'),
  data: z.unknown(),
  // Extensions that CloudEvents documents.
  partitionkey: z.string().min(1),
  sequence: z.string().regex(/^[1-9][0-9]*$/),
  sequencetype: z.literal('Integer'),
  // Our own.
  schemaversion: z.int().positive(),
  correlationid: z.string(),
  causationid: z.string().optional(),
  actor: z.string(),
  commandid: z.string(),
  requestdigest: z.string().optional(),
  hash: z.string(),
});

export type CloudEvent = z.infer<typeof cloudEventSchema>;

/** @param source of the log: a URI reference */
export function cloudEvent(event: RecordedEvent, source: string): CloudEvent {
  const { streamId, version, metadata } = event;
  const { causationId, requestDigest } = metadata;
  return {
    specversion: '1.0',
    id: metadata.eventId,
    source,
    type: typePrefix + event.type,
    subject: streamId,
    time: event.recordedAt,
    datacontenttype: 'application/json',
    data: event.data,
    partitionkey: streamId,
    sequence: String(version),
    sequencetype: 'Integer',
    schemaversion: event.schemaVersion,
    correlationid: metadata.correlationId,
    ...(causationId !== undefined && { causationid: causationId }),
    actor: metadata.actor,
    commandid: metadata.commandId,
    ...(requestDigest !== undefined && { requestdigest: requestDigest }),
    hash: event.hash,
  };
}

/**
 * The event that {@link cloudEvent} was made of.
 *
 * @throws ZodError for what is no CloudEvent of ours, by the attribute's name
 */
export function recordedEventOf(message: unknown): RecordedEvent {
  const event = cloudEventSchema.parse(message);
  return {
    streamId: event.subject,
    version: Number(event.sequence),
    type: event.type.slice(typePrefix.length),
    schemaVersion: event.schemaversion,
    data: event.data,
    metadata: {
      eventId: event.id,
      correlationId: event.correlationid,
      ...(event.causationid !== undefined && { causationId: event.causationid }),
      actor: event.actor,
      commandId: event.commandid,
      ...(event.requestdigest !== undefined && { requestDigest: event.requestdigest }),
    },
    recordedAt: event.time,
    hash: event.hash,
  };
}
