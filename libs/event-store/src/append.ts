import { randomUUID } from 'node:crypto';
import type { EventMetadata } from '#contracts';
import type { Pool } from 'pg';

export interface EventToAppend {
  streamId: string;
  type: string;
  schemaVersion: number;
  data: unknown;
  /** Without an event id one is made. */
  metadata: Pick<EventMetadata, 'correlationId' | 'causationId' | 'actor'> & { eventId?: string };
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
 * @throws RangeError over {@link maxStreamsAnAppend} streams; pg's DatabaseError when the outcome is
 * unknown or the database is out of reach
 */
export async function append(
  pool: Pool,
  commands: readonly CommandToAppend[],
): Promise<AppendResult> {
  const streams = commands.reduce((sum, command) => sum + command.streams.length, 0);
  if (streams > maxStreamsAnAppend) {
    throw new RangeError(`an append of ${streams} streams: ${maxStreamsAnAppend} at most`);
  }
  const { rows } = await pool.query<{ result: AppendResult }>({
    name: 'append',
    text: 'SELECT log.append($1) AS result',
    values: [JSON.stringify(commands.map(withFullMetadata))],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('log.append answered no row');
  return row.result;
}

function withFullMetadata(command: CommandToAppend): unknown {
  const { commandId, requestDigest, streams } = command;
  const events = command.events.map((event) => {
    const metadata: EventMetadata = {
      eventId: randomUUID(),
      ...event.metadata,
      commandId,
      ...(requestDigest === undefined ? {} : { requestDigest }),
    };
    return { ...event, metadata };
  });
  return { commandId, streams, events };
}
