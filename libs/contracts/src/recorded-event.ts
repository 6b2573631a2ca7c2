/** What an event carries besides its data. */
export interface EventMetadata {
  eventId: string;
  /** The request that everything which followed from it shares. */
  correlationId: string;
  /** The event that led to this one; absent for a request from outside. */
  causationId?: string;
  /** Who asked: `traveller`, `operator` or a part of Contrail. */
  actor: string;
  /** The event that this one takes back: what was recorded stays, and is never corrected. */
  compensates?: string;
  commandId: string;
  /** HMAC of the request's canonical body; absent for commands that no client can repeat. */
  requestDigest?: string;
}

/** What tells an event's place and content. */
export type LoggedEvent = Pick<
  RecordedEvent,
  'streamId' | 'version' | 'type' | 'schemaVersion' | 'data'
>;

/** What a fold of a stream takes. */
export type StreamEvent = LoggedEvent & Pick<RecordedEvent, 'recordedAt'>;

/** An event as the log holds it. */
export interface RecordedEvent<Data = unknown> {
  streamId: string;
  /** From 1 on, without gaps, in its stream. */
  version: number;
  type: string;
  schemaVersion: number;
  data: Data;
  metadata: EventMetadata;
  /** RFC 3339 UTC with milliseconds. */
  recordedAt: string;
  /** SHA-256, hex: over the predecessor's hash and all stored fields but the position. */
  hash: string;
}
