import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const lockKey = 20_130_101;
/** PostgreSQL recovers by itself from the crash of one of its processes. */
const patienceMs = 15_000;
const pauseMs = 200;

/** Who has a data directory. */
export interface Holder {
  /** `start` is an instance. */
  command: string;
  pid: number;
}

const whoHolds = `SELECT told[1] AS command, told[2]::integer AS pid
  FROM pg_locks JOIN pg_stat_activity USING (pid),
    regexp_match(application_name, '^contrail (\\w+), process (\\d+)$') AS told
  WHERE locktype = 'advisory' AND granted AND objid = $1 AND told IS NOT NULL
    AND datname = current_database()`;

/** One process at a time has a data directory: a lock in its PostgreSQL, taken again after a crash of that. */
export class InstanceLock {
  /** Resolves when the lock is lost for good: PostgreSQL is gone, or another process has it. */
  readonly lost: Promise<void>;
  private released = false;
  private tellLost: () => void = () => undefined;

  private constructor(
    private readonly url: string,
    private readonly command: string,
    private client: pg.Client,
  ) {
    this.lost = new Promise((resolve) => (this.tellLost = resolve));
    this.watch();
  }

  /** Undefined while another process has it. */
  static async take(url: string, command: string): Promise<InstanceLock | undefined> {
    const client = await tryLock(url, command);
    return client && new InstanceLock(url, command, client);
  }

  /** Undefined when it has been given free. */
  static async holder(url: string): Promise<Holder | undefined> {
    const client = await connect(url, 'contrail');
    try {
      const { rows } = await client.query<Holder>(whoHolds, [lockKey]);
      return rows[0];
    } finally {
      await client.end();
    }
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
      const client = await tryLock(this.url, this.command).catch((error: unknown) =>
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

async function tryLock(url: string, command: string): Promise<pg.Client | undefined> {
  const client = await connect(url, `contrail ${command}, process ${process.pid}`);
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS locked',
    [lockKey],
  );
  if (rows[0]?.locked === true) return client;
  await client.end();
  return undefined;
}

async function connect(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 5_000,
  });
  // What breaks it ends it too, and fails its query.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
