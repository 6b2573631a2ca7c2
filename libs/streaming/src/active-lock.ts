import pg from 'pg';

/** PostgreSQL ends the session of a holder that says nothing for so long: a paused process loses the lock. */
const idleSeconds = 3;
const sayEveryMs = 1_000;

/** One process at a time is the active one of its kind: a lock of a PostgreSQL session. */
export class ActiveLock {
  private held = true;
  private readonly talking: NodeJS.Timeout;

  private constructor(private readonly client: pg.Client) {
    client.once('end', () => (this.held = false));
    this.talking = setInterval(() => void this.say(), sayEveryMs);
  }

  /**
   * Undefined while another process has it.
   *
   * @param url of the application's role
   * @param name whose lock it is
   */
  static async take(url: string, name: string): Promise<ActiveLock | undefined> {
    const client = new pg.Client({
      connectionString: url,
      application_name: `contrail ${name}`,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      options: `-c idle_session_timeout=${idleSeconds}s`,
    });
    // What breaks it ends it too.
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [`active ${name}`],
    );
    if (rows[0]?.locked === true) return new ActiveLock(client);
    await client.end();
    return undefined;
  }

  /** False since another process may have it. */
  get isHeld(): boolean {
    return this.held;
  }

  async release(): Promise<void> {
    this.held = false;
    clearInterval(this.talking);
    await this.client.end();
  }

  private async say(): Promise<void> {
    await this.client.query('SELECT').catch(() => (this.held = false));
  }
}
