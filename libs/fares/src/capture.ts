import { addAbortListener } from 'node:events';
import pg from 'pg';
import { WalSlot } from './wal-slot.js';

/** Who captures a change of a fare: the application and a trigger write it to the outbox, beside the change. */
export type CaptureByOutbox = 'application' | 'trigger';

/** Or it is read from PostgreSQL's write-ahead log. */
export type Capture = CaptureByOutbox | 'wal';

/** For whoever gives up a reading of the write-ahead log. */
export const leftUnread =
  'changes of fares may be lost that were not read from the write-ahead log: the fares that stand are told once more';

/** How long writers of fares, or another start, are waited for while the way changes. */
const lockTimeoutMs = 5_000;
const lockNotAvailable = '55P03';
const statementTimeoutMs = 60_000;

/** How changes of fares are captured, as the database's owner decides it. */
export class FareCapture {
  readonly slot: WalSlot;

  private constructor(private readonly owner: pg.Client) {
    this.slot = new WalSlot(owner);
  }

  /**
   * @param ownerUrl of the owner: the application cannot choose
   * @param stopping breaks off what is asked of the database then
   */
  static async with<T>(
    ownerUrl: string,
    work: (capture: FareCapture) => Promise<T>,
    stopping?: AbortSignal,
  ): Promise<T> {
    const owner = new pg.Client({
      connectionString: ownerUrl,
      application_name: 'contrail capture',
      connectionTimeoutMillis: 10_000,
      lock_timeout: lockTimeoutMs,
      statement_timeout: statementTimeoutMs,
    });
    // A connection that is lost while nothing is asked: the next question rejects.
    owner.on('error', () => undefined);
    await owner.connect();
    const breaking = stopping && addAbortListener(stopping, () => void owner.end());
    try {
      return await work(new FareCapture(owner));
    } finally {
      breaking?.[Symbol.dispose]();
      await owner.end();
    }
  }

  /**
   * Nobody else changes the way meanwhile.
   *
   * @throws Error while another start does
   */
  static alone<T>(
    ownerUrl: string,
    work: (capture: FareCapture) => Promise<T>,
    stopping?: AbortSignal,
  ): Promise<T> {
    const alone = async (capture: FareCapture) => {
      await capture.locked(
        `SELECT pg_advisory_lock(hashtextextended('capture of fares', 0))`,
        'another start changes how they are captured',
      );
      return work(capture);
    };
    return FareCapture.with(ownerUrl, alone, stopping);
  }

  /** `isHeld`: the outbox waits until the write-ahead log has been read to its end. */
  async present(): Promise<{ way: Capture; isHeld: boolean }> {
    const { rows } = await this.owner.query<{ way: Capture; isHeld: boolean }>(
      'SELECT fares.captured_by() AS way, fares.is_held() AS "isHeld"',
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the database answered without the way');
    return row;
  }

  /**
   * Has changes captured that way from now on, so that none is lost between the two. The outbox is held from the
   * write-ahead log on until {@link letGo}.
   *
   * @throws Error where the present way has not handed on all that goes before
   */
  async captureBy(way: Capture): Promise<void> {
    await this.whileNobodyWrites('SELECT fares.capture_by($1) WHERE fares.captured_by() <> $1', [
      way,
    ]);
  }

  /**
   * Nobody is to read the write-ahead log to its end: the outbox has the fares that stand, and changes that were
   * overwritten before they were read are lost.
   */
  async leaveWal(): Promise<void> {
    await this.whileNobodyWrites('SELECT fares.leave_wal()');
  }

  /** Has the write-ahead log tell the fares that stand once more; a revision that is known changes nothing. */
  async rewriteStanding(): Promise<void> {
    await this.whileNobodyWrites('SELECT fares.rewrite_standing()');
  }

  /** The write-ahead log has been read to its end: what the outbox holds goes on. */
  async letGo(): Promise<void> {
    await this.owner.query('UPDATE fares.capture SET is_held = false');
  }

  async isOutboxEmpty(): Promise<boolean> {
    const { rowCount } = await this.owner.query('SELECT FROM fares.outbox LIMIT 1');
    return rowCount === 0;
  }

  private whileNobodyWrites(text: string, values?: unknown[]): Promise<void> {
    const why = `a transaction has written fares for ${lockTimeoutMs / 1000} s and has not ended`;
    return this.locked(text, why, values);
  }

  private async locked(text: string, why: string, values?: unknown[]): Promise<void> {
    await this.owner.query(text, values).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError) || error.code !== lockNotAvailable) throw error;
      throw new Error(`how fares are captured is left as it is: ${why}`, { cause: error });
    });
  }
}

/**
 * Has changes captured by the outbox, where there is no Kafka to have them, nor anybody to read the write-ahead log to
 * its end. The fares that stand are captured once more: what Kafka has of them is not told here.
 *
 * @param tell is told where changes may be lost that were not read
 */
export function captureInPlace(
  ownerUrl: string,
  way: CaptureByOutbox,
  tell: (line: string) => void = () => undefined,
): Promise<void> {
  return FareCapture.alone(ownerUrl, async (capture) => {
    if ((await capture.slot.state()) !== undefined) tell(leftUnread);
    await capture.leaveWal();
    await capture.slot.drop();
    await capture.captureBy(way);
  });
}
