import pg from 'pg';

/** @throws Error naming the setting, and never its value: it holds a password */
export async function assertAnswers(databaseUrl: string): Promise<void> {
  try {
    await connectOnce(databaseUrl, () => Promise.resolve());
  } catch (cause) {
    throw doesNotAnswer(cause);
  }
}

/** What PostgreSQL itself refuses a connection by, its end (57P0x) aside: its SQLSTATE. */
const refusal = /^(?!57P0)[0-9A-Z]{5}$/;

/** Whether the server is gone; one that refuses a connection for another reason is there. */
export async function hasEnded(url: string): Promise<boolean> {
  try {
    await connectOnce(url, () => Promise.resolve());
    return false;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && refusal.test(String(error.code)));
  }
}

export function doesNotAnswer(cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  const told = cause instanceof Error ? cause.message : String(cause);
  return new Error(`the database of DATABASE_URL does not answer${code}: ${told}`, { cause });
}

export async function connectOnce<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString,
    application_name: 'contrail',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
