import {
  lengthened,
  type LoadedStream,
  type RecordedEvent,
  type StreamEvent,
  versionOf,
} from '#contracts';
import type { CommandToAppend } from './append.js';
import type { Command, Decided, DecidedOn, Handled } from './command.js';

/** What a command comes to, if nobody is quicker. */
export interface DecidedCommand<Refusal> {
  handled: Handled<Refusal>;
  /** Absent where there is nothing to write. */
  toAppend?: CommandToAppend;
  /** As they are to stand in the log; when they are recorded is not known yet. */
  events: StreamEvent[];
  /** The streams that they lengthen. */
  after: ReadonlyMap<string, LoadedStream>;
}

/** @param written what the command wrote when it was handled before */
export async function decideCommand<Refusal>(
  command: Command<Refusal>,
  on: DecidedOn,
  written: readonly RecordedEvent[],
): Promise<DecidedCommand<Refusal>> {
  if (written.some(({ metadata }) => metadata.requestDigest !== command.requestDigest)) {
    return writingNothing({ outcome: 'reused' });
  }
  if (written.length > 0) return writingNothing(replayed(on, written));
  const decided = await command.decide(on);
  if (!decided.accepted) {
    return writingNothing({ outcome: 'refused', refusal: decided.refusal, ...on });
  }
  if (decided.events.length === 0) return writingNothing(unchanged(on));
  return writing(command, on, decided);
}

function writingNothing<Refusal>(handled: Handled<Refusal>): DecidedCommand<Refusal> {
  return { handled, events: [], after: new Map() };
}

function replayed({ streams }: DecidedOn, written: readonly RecordedEvent[]): Handled<never> {
  const versions = Object.fromEntries(written.map(({ streamId, version }) => [streamId, version]));
  const all = new Map(streams);
  for (const [streamId, until] of Object.entries(versions)) {
    const known =
      streams.get(streamId)?.events ?? written.filter((one) => one.streamId === streamId);
    all.set(streamId, { events: known.filter(({ version }) => version <= until) });
  }
  return { outcome: 'handled', streams: all, versions, replayed: true };
}

function unchanged({ streams }: DecidedOn): Handled<never> {
  const present = [...streams].filter(([, stream]) => versionOf(stream) > 0);
  const versions = Object.fromEntries(present.map(([id, stream]) => [id, versionOf(stream)]));
  return { outcome: 'handled', streams, versions, replayed: false };
}

function writing<Refusal>(
  command: Command<Refusal>,
  on: DecidedOn,
  { events: decided, keys }: Extract<Decided<Refusal>, { accepted: true }>,
): DecidedCommand<Refusal> {
  const after = new Map<string, LoadedStream>();
  const events = decided.map(({ streamId, type, schemaVersion, data }) => {
    const before = after.get(streamId) ?? on.streams.get(streamId) ?? { events: [] };
    const version = versionOf(before) + 1;
    const event = { streamId, version, type, schemaVersion, data, recordedAt: on.now };
    after.set(streamId, lengthened(before, event));
    return event;
  });
  const streams = new Map([...on.streams, ...after]);
  const versions = Object.fromEntries([...after].map(([id, stream]) => [id, versionOf(stream)]));
  const claimed = [...streams.keys()].map((streamId) => ({
    streamId,
    expectedVersion: versionOf(on.streams.get(streamId)),
  }));
  const { commandId, requestDigest, correlationId, causationId, actor } = command;
  const metadata = { correlationId, ...(causationId && { causationId }), actor };
  const toAppend: CommandToAppend = {
    commandId,
    ...(requestDigest && { requestDigest }),
    streams: claimed,
    events: decided.map(({ eventId, compensates, ...event }) => ({
      ...event,
      metadata: { ...metadata, ...(compensates && { compensates }), ...(eventId && { eventId }) },
    })),
    ...(keys && { keys }),
  };
  const handled = { outcome: 'handled' as const, streams, versions, replayed: false };
  return { handled, toAppend, events, after };
}
