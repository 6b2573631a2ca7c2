import pg from 'pg';
import { type ArchivedEvent, eventIn } from './archived-event.js';
import { DamagedFile, linesIn } from './read-lines.js';
import { restoreKeys } from './restore-keys.js';

export interface Restore {
  /** Of the owner's role, to a database in the form of this version. */
  ownerUrl: string;
  file: string;
  /** Without it every person of the log is restored as erased. */
  keysFile?: string | undefined;
  /** Ends the restore, which rejects with its reason and leaves nothing. */
  signal: AbortSignal;
  progress: (restored: { events: number }) => void;
}

/**
 * Fills an empty log with an archive, in one transaction: whole, or not at all. Event ids, versions, instants and
 * hashes are those of the archive; readers follow the log from its beginning, by this cluster's transactions.
 *
 * @throws DamagedFile naming file, line and reason; Error where log or vault are not empty, or the keys are another
 * secret's; the signal's reason; pg's DatabaseError
 */
export async function restoreLog(restore: Restore): Promise<{ events: number; keys: number }> {
  const { ownerUrl, keysFile } = restore;
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'contrail restore',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    await assertEmpty(client);
    const events = await restoreEvents(client, restore);
    const keys = await restoreKeys(client, keysFile);
    await client.query('COMMIT');
    return { events, keys };
  } finally {
    await client.end();
  }
}

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ log: boolean; vault: boolean }>(
    `SELECT EXISTS (SELECT FROM log.event) AS log, EXISTS (SELECT FROM vault.key) AS vault`,
  );
  const full = rows[0]?.log ? 'log' : rows[0]?.vault ? 'vault' : undefined;
  if (full === undefined) return;
  throw new Error(`the ${full} is not empty: restore into a new data directory, or a new database`);
}

const batchSize = 500;

interface Read {
  line: number;
  event: ArchivedEvent;
}

async function restoreEvents(
  client: pg.Client,
  { file, signal, progress }: Restore,
): Promise<number> {
  let events = 0;
  let batch: Read[] = [];
  const append = async () => {
    signal.throwIfAborted();
    await appendRestored(client, file, batch);
    events += batch.length;
    batch = [];
    progress({ events });
  };
  for await (const { number, text } of linesIn(file)) {
    batch.push({ line: number, event: parsed(file, number, text) });
    if (batch.length === batchSize) await append();
  }
  await append();
  return events;
}

function parsed(file: string, number: number, text: string): ArchivedEvent {
  try {
    return eventIn(text);
  } catch (error) {
    throw new DamagedFile(file, number, 'it is no event of an archive', error);
  }
}

async function appendRestored(client: pg.Client, file: string, batch: Read[]): Promise<void> {
  const column = <Name extends keyof ArchivedEvent>(name: Name) =>
    batch.map(({ event }) => event[name]);
  try {
    await client.query({
      name: 'append_restored',
      text: 'SELECT log.append_restored($1, $2, $3, $4, $5, $6, $7, $8)',
      values: [
        ...[column('streamId'), column('version'), column('type'), column('schemaVersion')],
        ...[column('data'), column('metadata'), column('recordedAt')],
        column('hash').map((hash) => Buffer.from(hash, 'hex')),
      ],
    });
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !error.code?.startsWith('22')) throw error;
    const at = batch[Number(error.detail) - 1] ?? batch[0];
    throw new DamagedFile(file, at?.line ?? 0, error.message, error);
  }
}
