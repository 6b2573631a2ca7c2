import { type LoadedStream, type LoggedEvent, versionOf, type WrittenVersions } from '#contracts';
import type { Decision } from '#domain';
import type { AppendResult, CommandToAppend } from './append.js';
import type { Loaded } from './load.js';
import type { Turns } from './turns.js';

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
  /** Is asked again when another process was quicker. */
  decide: (
    loaded: Loaded,
  ) => Decision<DecidedEvent, Refusal> | Promise<Decision<DecidedEvent, Refusal>>;
}

export type Handled<Refusal> =
  | {
      outcome: 'handled';
      /** The command's streams, those that it began too, as they stood right after it. */
      streams: ReadonlyMap<string, LoadedStream<LoggedEvent>>;
      /** What it wrote; where it changed nothing, where its streams stand. */
      versions: WrittenVersions;
      /** It was handled before: this is what it did then. */
      replayed: boolean;
    }
  /** `streams` as the refusal found them. */
  | { outcome: 'refused'; refusal: Refusal; streams: Loaded['streams'] }
  /** A command of that id was handled before, and was another request. */
  | { outcome: 'reused' }
  /** As many repeats of it as may wait do so already. */
  | { outcome: 'under-way' }
  /** Other processes were quicker each time, or too many commands wait for the same streams. */
  | { outcome: 'overtaken' };

/** How many commands of a stream may wait; more are told to come again. */
const longestQueue = 1000;
/** How many of them may be the same command. */
const mostRepeats = 100;

/** Rounds of load, decide, append that other processes may spoil. */
const rounds = 100;

export interface Log {
  load(streamIds: readonly string[], commandId: string): Promise<Loaded>;
  append(commands: readonly CommandToAppend[]): Promise<AppendResult>;
}

/** Loads, decides and appends, in turn with the commands that name a common stream. */
export async function handleCommand<Refusal>(
  log: Log,
  turns: Turns,
  command: Command<Refusal>,
): Promise<Handled<Refusal>> {
  const { streamIds, commandId } = command;
  if (turns.queue(commandId) >= mostRepeats) return { outcome: 'under-way' };
  if (streamIds.some((id) => turns.queue(id) >= longestQueue)) return { outcome: 'overtaken' };
  return turns.take([...streamIds, commandId], () => inTurn(log, command));
}

async function inTurn<Refusal>(log: Log, command: Command<Refusal>): Promise<Handled<Refusal>> {
  const { commandId, requestDigest, streamIds } = command;
  for (let round = 0; round < rounds; round += 1) {
    const loaded = await log.load(streamIds, commandId);
    if (loaded.written.some(({ metadata }) => metadata.requestDigest !== requestDigest)) {
      return { outcome: 'reused' };
    }
    if (loaded.written.length > 0) return replayed(loaded);
    const decision = await command.decide(loaded);
    if (!decision.accepted) {
      return { outcome: 'refused', refusal: decision.refusal, streams: loaded.streams };
    }
    const done = await appended(log, command, loaded, decision.events);
    if (done !== undefined) return done;
  }
  return { outcome: 'overtaken' };
}

function replayed({ streams, written }: Loaded): Handled<never> {
  const versions = Object.fromEntries(written.map(({ streamId, version }) => [streamId, version]));
  const all = new Map<string, LoadedStream<LoggedEvent>>(streams);
  for (const streamId of Object.keys(versions)) {
    const known =
      streams.get(streamId)?.events ?? written.filter((one) => one.streamId === streamId);
    const until = versions[streamId] ?? 0;
    all.set(streamId, { events: known.filter(({ version }) => version <= until) });
  }
  return { outcome: 'handled', streams: all, versions, replayed: true };
}

/** Undefined when another process was quicker. */
async function appended<Refusal>(
  log: Log,
  command: Command<Refusal>,
  loaded: Loaded,
  events: readonly DecidedEvent[],
): Promise<Handled<Refusal> | undefined> {
  const streams = new Map<string, LoadedStream<LoggedEvent>>(loaded.streams);
  for (const event of events) {
    const before = streams.get(event.streamId) ?? { events: [] };
    const after = { ...event, version: versionOf(before) + 1 };
    streams.set(event.streamId, { ...before, events: [...before.events, after] });
  }
  const claimed = [...streams.keys()].map((streamId) => ({
    streamId,
    expectedVersion: versionOf(loaded.streams.get(streamId)),
  }));
  if (events.length === 0) {
    const present = claimed.filter(({ expectedVersion }) => expectedVersion > 0);
    const versions = Object.fromEntries(
      present.map(({ streamId, expectedVersion }) => [streamId, expectedVersion]),
    );
    return { outcome: 'handled', streams, versions, replayed: false };
  }
  const { commandId, requestDigest, correlationId, causationId, actor } = command;
  const metadata = { correlationId, ...(causationId && { causationId }), actor };
  const result = await log.append([
    {
      commandId,
      ...(requestDigest && { requestDigest }),
      streams: claimed,
      events: events.map(({ eventId, compensates, ...event }) => ({
        ...event,
        metadata: { ...metadata, ...(compensates && { compensates }), ...(eventId && { eventId }) },
      })),
    },
  ]);
  if (result.outcome !== 'appended') return undefined;
  return { outcome: 'handled', streams, versions: result.versions, replayed: false };
}
