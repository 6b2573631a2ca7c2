import { randomUUID } from 'node:crypto';
import type { EventMetadata } from '#contracts';
import type { Pool, QueryConfig } from 'pg';

export interface EventToAppend {
  streamId: string;
  type: string;
  schemaVersion: number;
  data: unknown;
  /** Without an event id one is made. */
  metadata: Pick<EventMetadata, 'correlationId' | 'causationId' | 'actor' | 'compensates'> & {
    eventId?: string;
  };
}

/** A key under which events are sealed, wrapped: it is in the vault with them, or neither is there. */
export interface KeyToKeep {
  subject: string;
  wrapped: Buffer;
}

export interface CommandToAppend {
  /** Recognised for ever: a second append under it writes nothing. */
  commandId: string;
  /** HMAC of the request, to tell a repeat from another request under the same id. */
  requestDigest?: string;
  /** Every stream that the decision rests on, with the version that it was made at (0: none yet). */
  streams: ClaimedStream[];
  /** On streams that are claimed above, in the order of their versions. */
  events: EventToAppend[];
  keys?: readonly KeyToKeep[];
}

interface ClaimedStream {
  streamId: string;
  expectedVersion: number;
}

export type AppendResult =
  /** `versions`: the new version of each stream that was written; `recordedAt`: RFC 3339 UTC with milliseconds. */
  | { outcome: 'appended'; recordedAt: string; versions: Record<string, number> }
  /** A stream is not at its expected version; nothing was written. */
  | { outcome: 'conflict'; streamId: string; version: number }
  /** A command of that id is in the log already; nothing was written. */
  | { outcome: 'repeated'; commandId: string };

/** The advisory locks of one append: at 14,000 PostgreSQL's lock table overflowed. */
export const maxStreamsAnAppend = 500;

/** The key of a subject that has one already is refused, and all else with it: a booking's is as new as its stream. */
const text = `
  SELECT result, CASE WHEN result ->> 'outcome' = 'appended' AND cardinality($9::text[]) > 0
    THEN vault.keep($9, $10) END
  FROM log.append($1, $2, $3, $4, $5, $6, $7, $8) AS result`;

/**
 * Writes the events of all commands or of none, in one self-committing statement. Where commands claim one stream,
 * each expects it as those before it leave it.
 *
 * @throws RangeError over {@link maxStreamsAnAppend} streams, and for an event on one that its command does not
 * claim; pg's DatabaseError when the outcome is unknown or the database is out of reach
 */
export async function append(
  pool: Pool,
  commands: readonly CommandToAppend[],
): Promise<AppendResult> {
  const claimed = claimsOf(commands);
  if (claimed.conflict !== undefined) return claimed.conflict;
  const statement = appendStatement(commands, claimed);
  const { rows } = await pool.query<{ result: AnsweredAppend }>(statement);
  const [row] = rows;
  if (row === undefined) throw new Error('log.append answered no row');
  const { result } = row;
  if (result.outcome !== 'appended') return result;
  const written = claimed.claims.flatMap(
    ({ streamId, expectedVersion }, index): [string, number][] => {
      const version = result.versions[index] ?? expectedVersion;
      return version > expectedVersion ? [[streamId, version]] : [];
    },
  );
  const recordedAt = new Date(result.recordedAt).toISOString();
  return { ...result, recordedAt, versions: Object.fromEntries(written) };
}

/** What {@link append} has PostgreSQL execute. */
export function appendStatement(
  commands: readonly CommandToAppend[],
  { claims: streams } = claimsOf(commands),
): QueryConfig {
  if (streams.length > maxStreamsAnAppend) {
    throw new RangeError(`an append of ${streams.length} streams: ${maxStreamsAnAppend} at most`);
  }
  const events = commands.flatMap(eventsOf);
  const places = new Map(streams.map(({ streamId }, index) => [streamId, index + 1]));
  const keys = commands.flatMap((command) => command.keys ?? []);
  return {
    name: 'append',
    text,
    values: [
      commands.map(({ commandId }) => commandId),
      streams.map(({ streamId }) => streamId),
      streams.map(({ expectedVersion }) => expectedVersion),
      events.map(({ streamId }) => places.get(streamId)),
      events.map(({ type }) => type),
      events.map(({ schemaVersion }) => schemaVersion),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ metadata }) => JSON.stringify(metadata)),
      keys.map(({ subject }) => subject),
      keys.map(({ wrapped }) => wrapped),
    ],
  };
}

/** Each stream once, as it is to stand before any of the commands. */
function claimsOf(commands: readonly CommandToAppend[]) {
  const claims: ClaimedStream[] = [];
  const versions = new Map<string, number>();
  let conflict: Extract<AppendResult, { outcome: 'conflict' }> | undefined;
  for (const { streams, events } of commands) {
    for (const { streamId, expectedVersion } of streams) {
      const version = versions.get(streamId);
      if (version === undefined) {
        claims.push({ streamId, expectedVersion });
        versions.set(streamId, expectedVersion);
      } else if (version !== expectedVersion) {
        conflict ??= { outcome: 'conflict', streamId, version };
      }
    }
    for (const { streamId } of events) versions.set(streamId, (versions.get(streamId) ?? 0) + 1);
  }
  return { claims, conflict };
}

/** The function tells the versions of all claimed streams, in their order, and the instant in the session's time zone. */
type AnsweredAppend =
  | Exclude<AppendResult, { outcome: 'appended' }>
  | { outcome: 'appended'; recordedAt: string; versions: number[] };

function eventsOf({ commandId, requestDigest, streams, events }: CommandToAppend) {
  return events.map((event) => {
    if (!streams.some(({ streamId }) => streamId === event.streamId)) {
      throw new RangeError(
        `${commandId} has an event on ${event.streamId}, which it does not claim`,
      );
    }
    const metadata: EventMetadata = {
      eventId: randomUUID(),
      ...event.metadata,
      commandId,
      ...(requestDigest === undefined ? {} : { requestDigest }),
    };
    return { ...event, metadata };
  });
}
