import { z } from 'zod';
import type { RecordedEvent } from './recorded-event.js';
import { instant } from './terms.js';
import { topicOf } from './topics.js';

/** Of the types of our events, where they meet those of others. */
export const typePrefix = 'contrail.';

/** What every message on a topic is: CloudEvents 1.0 in its JSON format; attributes of others are passed over. */
export const messageSchema = z.object({
  specversion: z.literal('1.0'),
  /** `source` and `id` together are unique. */
  id: z.string().min(1),
  /** A URI reference to the log that it comes from. */
  source: z.string().min(1),
  type: z.string().regex(/^contrail\.[A-Za-z]+$/),
  /** Printable ASCII: PostgreSQL keeps neither a NUL nor half of a character in a text. */
  subject: z
    .string()
    .max(100)
    .regex(/^[!-~]+$/),
  /** RFC 3339 UTC with milliseconds. */
  time: instant,
  datacontenttype: z.literal('application/json'),
  data: z.unknown(),
  /** An extension that CloudEvents documents. */
  partitionkey: z.string().min(1),
});

/** A message's media type, in Kafka's header `content-type` (Kafka protocol binding, structured mode). */
export const messageContentType = 'application/cloudevents+json; charset=utf-8';

/** A message of another log than the one that is followed. */
export class AnotherLog extends Error {
  override readonly name = 'AnotherLog';

  constructor(readonly source: string) {
    super(`the message is of another log: ${source}`);
  }
}

/** @throws AnotherLog */
export function assertSource({ source }: { source: string }, log: string): void {
  if (source !== sourceOf(log)) throw new AnotherLog(source);
}

/** @param log its id */
export function sourceOf(log: string): string {
  return `/logs/${log}`;
}

/**
 * An event as other systems meet it: `id` is its own, `subject` and `partitionkey` are the stream,
 * `sequence` is the version in it, `time` is when it was recorded; personal data stays sealed in `data`.
 */
export const cloudEventSchema = messageSchema.extend({
  subject: messageSchema.shape.subject.refine(
    (streamId) => topicOf(streamId) !== undefined,
    'is a stream of no topic',
  ),
  // Extensions that CloudEvents documents.
  /** An integer of PostgreSQL. */
  sequence: z.string().regex(/^[1-9][0-9]{0,8}$/),
  sequencetype: z.literal('Integer'),
  // Our own.
  schemaversion: z.int().positive(),
  correlationid: z.string(),
  causationid: z.string().optional(),
  actor: z.string(),
  /** The id of the event that it takes back. */
  compensates: z.string().optional(),
  commandid: z.string(),
  requestdigest: z.string().optional(),
  hash: z.string(),
});

export type CloudEvent = z.infer<typeof cloudEventSchema>;

/** @param log the id of the log that recorded it */
export function cloudEvent(event: RecordedEvent, log: string): CloudEvent {
  const { streamId, version, metadata } = event;
  const { causationId, compensates, requestDigest } = metadata;
  return {
    specversion: '1.0',
    id: metadata.eventId,
    source: sourceOf(log),
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
    ...(compensates !== undefined && { compensates }),
    commandid: metadata.commandId,
    ...(requestDigest !== undefined && { requestdigest: requestDigest }),
    hash: event.hash,
  };
}

/**
 * The event that {@link cloudEvent} was made of.
 *
 * @param log the id of the log that is followed
 * @throws ZodError for what is no CloudEvent of ours, by the attribute's name; AnotherLog
 */
export function recordedEventOf(message: unknown, log: string): RecordedEvent {
  const event = cloudEventSchema.parse(message);
  assertSource(event, log);
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
      ...(event.compensates !== undefined && { compensates: event.compensates }),
      commandId: event.commandid,
      ...(event.requestdigest !== undefined && { requestDigest: event.requestdigest }),
    },
    recordedAt: event.time,
    hash: event.hash,
  };
}
