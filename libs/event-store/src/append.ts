import { randomUUID } from 'node:crypto';
import type { EventMetadata } from '#contracts';
import type { Pool } from 'pg';

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

export interface CommandToAppend {
  /** Recognised for ever: a second append under it writes nothing. */
  commandId: string;
  /** HMAC of the request, to tell a repeat from another request under the same id. */
  requestDigest?: string;
  /** Every stream that the decision rests on, with the version that it was made at (0: none yet). */
  streams: { streamId: string; expectedVersion: number }[];
  /** On streams that are claimed above, in the order of their versions. */
  events: EventToAppend[];
}

export type AppendResult =
  /** `versions`: the new version of each stream that was written. */
  | { outcome: 'appended'; recordedAt: string; versions: Record<string, number> }
  /** A stream is not at its expected version; nothing was written. */
  | { outcome: 'conflict'; streamId: string; version: number }
  /** A command of that id is in the log already; nothing was written. */
  | { outcome: 'repeated'; commandId: string };

/** The advisory locks of one append: at 14,000 PostgreSQL's lock table overflowed. */
export const maxStreamsAnAppend = 500;

/**
 * Writes the events of all commands or of none, in one self-committing statement.
 *
 * @throws RangeError over {@link maxStreamsAnAppend} streams, for a stream that two commands claim, and for
 * an event on one that its command does not claim; pg's DatabaseError when the outcome is unknown or the
 * database is out of reach
 */
export async function append(
  pool: Pool,
  commands: readonly CommandToAppend[],
): Promise<AppendResult> {
  const streams = commands.flatMap((command) => command.streams);
  const places = new Map(streams.map(({ streamId }, index) => [streamId, index + 1]));
  if (streams.length > maxStreamsAnAppend) {
    throw new RangeError(`an append of ${streams.length} streams: ${maxStreamsAnAppend} at most`);
  }
  if (places.size < streams.length) throw new RangeError('a stream is claimed twice');
  const events = commands.flatMap(eventsOf);
  const { rows } = await pool.query<{ result: AnsweredAppend }>({
    name: 'append',
    text: 'SELECT log.append($1, $2, $3, $4, $5, $6, $7, $8) AS result',
    values: [
      commands.map(({ commandId }) => commandId),
      streams.map(({ streamId }) => streamId),
      streams.map(({ expectedVersion }) => expectedVersion),
      events.map(({ streamId }) => places.get(streamId)),
      events.map(({ type }) => type),
      events.map(({ schemaVersion }) => schemaVersion),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ metadata }) => JSON.stringify(metadata)),
    ],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('log.append answered no row');
  const { result } = row;
  if (result.outcome !== 'appended') return result;
  const written = streams.flatMap(({ streamId, expectedVersion }, index): [string, number][] => {
    const version = result.versions[index] ?? expectedVersion;
    return version > expectedVersion ? [[streamId, version]] : [];
  });
  return { ...result, versions: Object.fromEntries(written) };
}

/** The function tells the versions of all claimed streams, in their order. */
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
