import { cloudEvent, cloudEventSchema, sourceOf, typePrefix } from '#contracts';
import { z } from 'zod';

/** An event as the log stores it. Its JSON is the text that was written, which its hash covers. */
export interface ArchivedEvent {
  streamId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: string;
  metadata: string;
  /** RFC 3339 UTC with milliseconds. */
  recordedAt: string;
  /** Hex. */
  hash: string;
}

/** An event is the same in every log that it is restored into: an archive names none of them. */
const log = 'archive';

const metadataSchema = z.object({
  eventId: z.string(),
  correlationId: z.string(),
  causationId: z.string().exactOptional(),
  actor: z.string(),
  compensates: z.string().exactOptional(),
  commandId: z.string(),
  requestDigest: z.string().exactOptional(),
});

const lineSchema = cloudEventSchema.extend({
  source: z.literal(sourceOf(log)),
  // Of any stream: some stay in the log, and travel on no topic.
  subject: z.string().min(1),
  /** The metadata as it was written: CloudEvents has attributes for it, but the hash covers its text. */
  metadata: z.string(),
});

/**
 * The event as a CloudEvent on one line, its data last and byte for byte.
 *
 * @throws Error for an event that takes more than a line, or whose metadata is none
 */
export function lineOf(event: ArchivedEvent): string {
  const line = `${beforeData(event)}${event.data}}`;
  if (!line.includes('\n')) return line;
  throw new Error(`${event.streamId}@${event.version} has a line feed in its data`);
}

/** @throws Error for what {@link lineOf} does not make */
export function eventIn(line: string): ArchivedEvent {
  const message = lineSchema.parse(JSON.parse(line));
  const event = {
    streamId: message.subject,
    version: Number(message.sequence),
    type: message.type.slice(typePrefix.length),
    schemaVersion: message.schemaversion,
    metadata: message.metadata,
    recordedAt: message.time,
    hash: message.hash,
  };
  const before = beforeData(event);
  if (!line.startsWith(before)) throw new Error('its attributes and its metadata differ');
  return { ...event, data: line.slice(before.length, -1) };
}

function beforeData(event: Omit<ArchivedEvent, 'data'>): string {
  const metadata = metadataSchema.parse(JSON.parse(event.metadata));
  const attributes = cloudEvent({ ...event, metadata, data: undefined }, log);
  return `${JSON.stringify({ ...attributes, metadata: event.metadata }).slice(0, -1)},"data":`;
}
