import type { LoadedStream, WrittenVersions } from '#contracts';
import type { Accepted, Refused } from '#domain';
import type { KeyToKeep } from './append.js';

/** An event that a decision leads to. */
export interface DecidedEvent {
  streamId: string;
  type: string;
  schemaVersion: number;
  data: unknown;
  /** Where another system is to know the event by its id; else one is made. */
  eventId?: string;
  /** The id of the event that it compensates. */
  compensates?: string;
}

/** What a decision rests on, all of one moment. */
export interface DecidedOn {
  /** The command's streams as the commands decided before it leave them. */
  streams: ReadonlyMap<string, LoadedStream>;
  /** PostgreSQL's clock: RFC 3339 UTC with milliseconds. */
  now: string;
}

/** What a decision comes to, and the keys under which its events are sealed. */
export type Decided<Refusal> =
  Refused<Refusal> | (Accepted<DecidedEvent> & { keys?: readonly KeyToKeep[] });

export interface Command<Refusal> {
  /** Handled once, for ever. */
  commandId: string;
  /** HMAC of the request; absent for commands that no client can repeat. */
  requestDigest?: string;
  correlationId: string;
  causationId?: string;
  actor: string;
  /** The streams that the decision rests on. */
  streamIds: readonly string[];
  /** One of them, on which it is alone in its batch: what the decision looks up about it is in the log. */
  aloneOn?: string;
  /** Is asked again when another process was quicker; others wait for its answer. */
  decide: (on: DecidedOn) => Decided<Refusal> | Promise<Decided<Refusal>>;
}

export type Handled<Refusal> =
  | {
      outcome: 'handled';
      /** The command's streams, those that it began too, as they stood right after it. */
      streams: ReadonlyMap<string, LoadedStream>;
      /** What it wrote; where it changed nothing, where its streams stand. */
      versions: WrittenVersions;
      /** It was handled before: this is what it did then. */
      replayed: boolean;
    }
  /** With what the refusal rests on. */
  | ({ outcome: 'refused'; refusal: Refusal } & DecidedOn)
  /** A command of that id was handled before, and was another request. */
  | { outcome: 'reused' }
  /** As many repeats of it as may wait do so already. */
  | { outcome: 'under-way' }
  /** Other processes were quicker each time, or too many commands wait for the same streams. */
  | { outcome: 'overtaken' };
