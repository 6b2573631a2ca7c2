import { type LogPosition, type RecordedEvent, startOfLog, type StreamEvent } from '#contracts';
import pg from 'pg';
import type { AppendResult, CommandToAppend } from './append.js';
import { append } from './append.js';
import { eventsUntil } from './events-until.js';
import type { LogBatch } from './follow.js';
import { follow } from './follow.js';
import { type Horizon, horizon } from './horizon.js';
import type { Loaded } from './load.js';
import { load } from './load.js';
import { type LogHead, headsAfter, logId, signedEvents } from './log-head.js';
import { type Command, type Handled, handleCommand, type Log } from './handle-command.js';
import { Snapshots } from './snapshots.js';
import { Turns } from './turns.js';
import { type Across, type AcrossPage, placeAcross, readAcross } from './read-across.js';
import type { StreamPage } from './read-stream.js';
import { readStream } from './read-stream.js';

export interface LogConnection {
  /** The application's role: it may select and execute `log.append`, nothing else. */
  url: string;
  /** Connections kept open at most. */
  connections?: number;
  /** Is told of a connection that broke while it was idle; the next query opens another. */
  onConnectionLost: (error: Error) => void;
  /** Is told of a snapshot that could not be written: decisions take longer until one is. */
  onSnapshotFailed?: (error: Error) => void;
}

/** The log: the system of record. */
export class EventStore {
  private readonly pool: pg.Pool;
  private readonly turns = new Turns();
  private readonly snapshots: Snapshots;

  constructor({
    url,
    connections = 10,
    onConnectionLost,
    onSnapshotFailed = onConnectionLost,
  }: LogConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: connections,
      application_name: 'contrail event-store',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
      idle_in_transaction_session_timeout: 10_000,
    });
    this.pool.on('error', onConnectionLost);
    this.snapshots = new Snapshots(this.pool, onSnapshotFailed);
  }

  async handle<Refusal>(command: Command<Refusal>): Promise<Handled<Refusal>> {
    const log: Log = {
      load: async (...asked) => (loaded = await this.load(...asked)),
      append: (commands) => this.append(commands),
    };
    let loaded: Loaded | undefined;
    try {
      return await handleCommand(log, this.turns, command);
    } finally {
      if (loaded !== undefined) this.snapshots.note(loaded.streams);
    }
  }

  append(commands: readonly CommandToAppend[]): Promise<AppendResult> {
    return append(this.pool, commands);
  }

  load(streamIds: readonly string[], commandId: string): Promise<Loaded> {
    return load(this.pool, streamIds, commandId);
  }

  readStream(streamId: string, page: { from: number; limit: number }): Promise<StreamPage> {
    return readStream(this.pool, streamId, page);
  }

  readAcross(across: Across, page: AcrossPage): Promise<RecordedEvent[]> {
    return readAcross(this.pool, across, page);
  }

  /** See {@link placeAcross}. */
  placeAcross(across: Across, eventId: string): Promise<LogPosition | undefined> {
    return placeAcross(this.pool, across, eventId);
  }

  /** See {@link eventsUntil}. */
  eventsUntil(streamId: string, instant: string): AsyncGenerator<StreamEvent[]> {
    return eventsUntil(this.pool, streamId, instant);
  }

  /** PostgreSQL's clock, by which events are recorded: RFC 3339 UTC with milliseconds. */
  async clock(): Promise<string> {
    const { rows } = await this.pool.query<{ now: Date }>({
      name: 'clock',
      text: 'SELECT clock_timestamp() AS now',
    });
    const [row] = rows;
    if (row === undefined) throw new Error('the log answered without its clock');
    return row.now.toISOString();
  }

  follow(after: LogPosition, limit: number): Promise<LogBatch> {
    return follow(this.pool, after, limit);
  }

  /** Where the newest event stands that followers may see by now. */
  async newest(): Promise<LogPosition> {
    const { rows } = await this.pool.query<LogPosition>(
      `SELECT transaction_id AS "transactionId", position FROM log.event
       WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       ORDER BY log.event.transaction_id DESC, log.event.position DESC LIMIT 1`,
    );
    return rows[0] ?? startOfLog;
  }

  /** Where the newest event stands, also one that followers may not see yet; every answered write is before it. */
  async end(): Promise<LogPosition> {
    const { rows } = await this.pool.query<LogPosition>({
      name: 'end',
      text: `SELECT transaction_id AS "transactionId", position FROM log.event
        ORDER BY log.event.transaction_id DESC, log.event.position DESC LIMIT 1`,
    });
    return rows[0] ?? startOfLog;
  }

  /** How many events come after a position; counted up to 10,000. */
  async distance(after: LogPosition): Promise<number> {
    const { rows } = await this.pool.query<{ events: number }>({
      name: 'distance',
      text: `SELECT count(*)::integer AS events FROM (
        SELECT FROM log.event WHERE (transaction_id, position) > ($1::xid8, $2::bigint) LIMIT 10000
      ) AS behind`,
      values: [after.transactionId, after.position],
    });
    return rows[0]?.events ?? 0;
  }

  horizon(): Promise<Horizon> {
    return horizon(this.pool);
  }

  /**
   * The newest head, reckoned from an earlier one.
   *
   * @throws the signal's reason when it is aborted on the way
   */
  async headAfter(earlier: LogHead, signal?: AbortSignal): Promise<LogHead> {
    let newest = earlier;
    for await (const head of headsAfter(this.pool, earlier)) {
      signal?.throwIfAborted();
      newest = head;
    }
    return newest;
  }

  /** See {@link signedEvents}. */
  signedEvents(log: string): Promise<number> {
    return signedEvents(this.pool, log);
  }

  /** Has the database know, after a head was kept elsewhere, that it was. */
  async noteSigned(log: string, events: number): Promise<void> {
    await this.pool.query(
      `INSERT INTO log.signed_head AS known (log, events) VALUES ($1, $2)
       ON CONFLICT (log) DO UPDATE SET events = greatest(known.events, excluded.events)`,
      [log, events],
    );
  }

  logId(): Promise<string> {
    return logId(this.pool);
  }

  /** Those of the streams that have events. */
  async existing(streamIds: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ stream_id: string }>({
      name: 'existing',
      text: 'SELECT stream_id FROM log.event WHERE stream_id = ANY ($1) AND version = 1',
      values: [streamIds],
    });
    return new Set(rows.map((row) => row.stream_id));
  }

  async close(): Promise<void> {
    await this.snapshots.close();
    await this.pool.end();
  }
}
