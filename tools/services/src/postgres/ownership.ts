import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { z } from 'zod';
import { errorCode, unless } from './system-error.js';

const answerRows = z.array(z.object({ directory: z.string() }));
const notAnswering = ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'];

/**
 * Whether the server at `url` is there, and is the one of this cluster: a port may have gone to
 * another server meanwhile.
 *
 * @throws when the cluster was made with another password
 */
export async function serves(url: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const sql = `select current_setting('data_directory') as directory`;
    const [row] = answerRows.parse((await client.query(sql)).rows);
    return (await unless(['ENOENT'], realpath(row?.directory ?? ''))) === cluster;
  } catch (error) {
    if (notAnswering.includes(errorCode(error) ?? '')) return false;
    if (errorCode(error) !== '28P01') throw error;
    throw new Error(
      `the PostgreSQL data in ${cluster} was made with another password than the one given`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
}
