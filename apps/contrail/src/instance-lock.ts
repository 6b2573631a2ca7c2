import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const lockKey = 20_130_101;
/** PostgreSQL recovers by itself from the crash of one of its processes. */
const patienceMs = 15_000;
const pauseMs = 200;

/** One process at a time has a data directory: a lock in its PostgreSQL, taken again after a crash of that. */
export class InstanceLock {
  /** Resolves when the lock is lost for good: PostgreSQL is gone, or another process has it. */
  readonly lost: Promise<void>;
  private released = false;
  private tellLost: () => void = () => undefined;

  private constructor(
    private readonly url: string,
    private client: pg.Client,
  ) {
    this.lost = new Promise((resolve) => (this.tellLost = resolve));
    this.watch();
  }

  /** Undefined while another process has it. */
  static async take(url: string): Promise<InstanceLock | undefined> {
    const client = await tryLock(url);
    return client && new InstanceLock(url, client);
  }

  /** Its connection may end from now on; {@link release} ends it. */
  expectEnd(): void {
    this.released = true;
  }

  async release(): Promise<void> {
    this.expectEnd();
    await this.client.end();
  }

  private watch(): void {
    this.client.once('end', () => void this.takeAgain());
  }

  private async takeAgain(): Promise<void> {
    for (const until = Date.now() + patienceMs; !this.released && Date.now() < until;) {
      await pause(pauseMs);
      const client = await tryLock(this.url).catch((error: unknown) =>
        isRefused(error) ? undefined : ('recovering' as const),
      );
      if (client === undefined) break;
      if (client === 'recovering') continue;
      this.client = client;
      this.watch();
      return;
    }
    if (!this.released) this.tellLost();
  }
}

/** Nobody listens: the postmaster itself has ended. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

async function tryLock(url: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `contrail process ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  // What breaks it ends it too, and that is watched.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS locked',
    [lockKey],
  );
  if (rows[0]?.locked === true) return client;
  await client.end();
  return undefined;
}
