import type { StreamEvent } from './recorded-event.js';

/** What the first events of a stream come to, kept so that they need not be folded again. */
export interface Snapshot {
  /** How many events. */
  version: number;
  /** When the last of them was recorded: RFC 3339 UTC with milliseconds. */
  recordedAt: string;
  /** As JSON. */
  state: unknown;
}

/** A stream as a decision takes it: its events; behind a snapshot, where there is one, those that follow it. */
export interface LoadedStream {
  snapshot?: Snapshot;
  events: readonly StreamEvent[];
  /** The same stream without the last event, where a decision in memory has lengthened it. */
  shorter?: LoadedStream;
}

/** 0: it has no events. */
export function versionOf(stream: LoadedStream | undefined): number {
  return (stream?.snapshot?.version ?? 0) + (stream?.events.length ?? 0);
}

/** The stream with one more event. */
export function lengthened(shorter: LoadedStream, event: StreamEvent): LoadedStream {
  return { ...shorter, events: [...shorter.events, event], shorter };
}
