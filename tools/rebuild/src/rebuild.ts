import type { LogPosition } from '#contracts';
import { follow } from '#event-store/reader';
import type { View } from '#views/folds';
import { ViewBuilding, ViewFold } from '#views/stores';
import pg from 'pg';
import { foldsOfThisCode } from './folds.js';

export interface RebuildProgress {
  /** Events that have been folded, out of those that the log had at the start. */
  events: number;
  of: number;
  /** Events a second. */
  rate: number;
}

export interface Rebuild {
  /** Of the owner's or the application's role. */
  url: string;
  /** One that this code has, or any other that has a table and a generation. */
  view: View<unknown, string>;
  progress: (progress: RebuildProgress) => void;
  /** Ends it, which rejects with its reason; what was built stays, and the next one goes on. */
  signal?: AbortSignal;
}

export interface RebuildReport extends RebuildProgress {
  /** Whether another one had begun it. */
  isResumed: boolean;
  /** How long nobody else could write the view. */
  swapMs: number;
}

/** Rows are written once for all events of a stream in it: 5,000 took twice as long, 25,000 are some 50 MB. */
const batchSize = 25_000;
/** So few events are left to be folded while the live view stands still. */
const nearlyThere = 200;

/**
 * Builds a view anew from the log, beside the live one, and puts it in its place when it has caught up. Reads and
 * projectors go on; nothing but the view is written.
 *
 * @throws the signal's reason; Gap, or what the view throws of an event; Error when the view is being built now
 */
export async function rebuild(rebuilding: Rebuild): Promise<RebuildReport> {
  const { url, view, progress, signal } = rebuilding;
  const onConnectionLost = () => undefined;
  const building = await ViewBuilding.open(
    view,
    { url, onConnectionLost },
    await foldsOfThisCode(),
  );
  const log = new pg.Pool({ connectionString: url, application_name: 'contrail rebuild', max: 2 });
  log.on('error', onConnectionLost);
  try {
    const run = new Run(log, building, view, await eventsFrom(log, building), progress);
    const { isResumed } = building;
    for (let left = Infinity; left > nearlyThere;) {
      signal?.throwIfAborted();
      left = await run.foldNext();
    }
    const swapMs = await building.swap(async () => {
      while ((await run.foldNext()) > 0);
    });
    return { ...run.soFar, isResumed, swapMs };
  } finally {
    await building.close();
    await log.end();
  }
}

/** Reads ahead while it folds, and folds while it writes. */
class Run {
  private readonly folding: ViewFold<unknown>;
  private readonly begun = performance.now();
  private events = 0;
  private next: LogPosition;
  private ahead: ReturnType<typeof follow> | undefined;

  constructor(
    private readonly log: pg.Pool,
    private readonly building: ViewBuilding<unknown>,
    view: View<unknown, string>,
    private readonly of: number,
    private readonly tell: (progress: RebuildProgress) => void,
  ) {
    this.folding = new ViewFold(building, view);
    this.next = building.position;
  }

  get soFar(): RebuildProgress {
    const seconds = Math.max(performance.now() - this.begun, 1) / 1000;
    const { events, of } = this;
    return { events, of: Math.max(of, events), rate: Math.round(events / seconds) };
  }

  /** @returns how many events it has folded */
  async foldNext(): Promise<number> {
    const { events, next } = await (this.ahead ?? follow(this.log, this.next, batchSize));
    this.next = next;
    this.ahead = events.length === batchSize ? follow(this.log, next, batchSize) : undefined;
    this.ahead?.catch(() => undefined);
    if (events.length === 0) return 0;
    await this.folding.fold(events);
    this.building.note(next);
    this.events += events.length;
    this.tell(this.soFar);
    return events.length;
  }
}

async function eventsFrom(log: pg.Pool, { position }: ViewBuilding<unknown>): Promise<number> {
  const { rows } = await log.query<{ events: string }>(
    `SELECT count(*) AS events FROM log.event
     WHERE (transaction_id, position) > ($1::xid8, $2::bigint)`,
    [position.transactionId, position.position],
  );
  return Number(rows[0]?.events);
}
