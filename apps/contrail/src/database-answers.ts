import pg from 'pg';

/** @throws Error naming the setting, and never its value: it holds a password */
export async function assertAnswers(databaseUrl: string): Promise<void> {
  try {
    await connectOnce(databaseUrl);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    const told = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the database of DATABASE_URL does not answer${code}: ${told}`, { cause });
  }
}

export function answers(url: string): Promise<boolean> {
  return connectOnce(url).then(
    () => true,
    () => false,
  );
}

async function connectOnce(connectionString: string): Promise<void> {
  const client = new pg.Client({
    connectionString,
    application_name: 'contrail',
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}
