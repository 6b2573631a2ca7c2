import { rm } from 'node:fs/promises';
import { type LogPosition, startOfLog } from '#contracts';
import { instantText } from '#event-store/reader';
import pg from 'pg';
import { type ArchivedEvent, lineOf } from './archived-event.js';
import { type ArchivedKey, lineOfKeys, lineOfKey } from './archived-keys.js';
import { assertNew } from './new-file.js';
import { type Trailer, writeLines } from './write-lines.js';

export interface Export {
  /** Of the owner's role: nothing is written. */
  url: string;
  /** Must not be there. */
  file: string;
  /** Where the keys of personal data go; without it they stay where they are. Must not be there. */
  keysFile?: string | undefined;
  /** Ends the export, which rejects with its reason and leaves no file. */
  signal: AbortSignal;
  progress: (written: { events: number; of: number }) => void;
}

/**
 * Writes the whole log, in its order and as of one moment, while writers go on. Memory does not grow with it.
 *
 * @returns how many of the keys open anything, as a restore counts them
 * @throws Error for a file that is there; the signal's reason; pg's DatabaseError
 */
export async function exportLog(wanted: Export): Promise<{ events: Trailer; keys: number }> {
  const { url, file, keysFile } = wanted;
  assertNew(file);
  if (keysFile !== undefined) assertNew(keysFile);
  const client = new pg.Client({ connectionString: url, application_name: 'contrail export' });
  // What breaks the connection fails the query at work, too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // It writes nothing, so it has no transaction id and holds back no follower of the log. A key is kept before
    // its booking's first event: the snapshot lacks none.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    if (keysFile !== undefined) await writeLines(keysFile, keyPages(client));
    const events = await writeLines(file, eventPages(client, wanted)).catch(
      async (error: unknown) => {
        if (keysFile !== undefined) await rm(keysFile);
        throw error;
      },
    );
    return { events, keys: keysFile === undefined ? 0 : await openingKeys(client) };
  } finally {
    await client.end();
  }
}

const pageSize = 1000;

interface Row extends ArchivedEvent, LogPosition {}

// A snapshot has all of an append or nothing, so it needs no horizon: what commits later is not in it.
const page = `
  SELECT transaction_id AS "transactionId", position, stream_id AS "streamId", version, type,
    schema_version AS "schemaVersion", data::text AS data, metadata::text AS metadata,
    ${instantText('recorded_at')} AS "recordedAt",
    encode(hash, 'hex') AS hash
  FROM log.event WHERE (transaction_id, position) > ($1::xid8, $2::bigint)
  ORDER BY transaction_id, position LIMIT ${pageSize}`;

async function* eventPages(
  client: pg.Client,
  { signal, progress }: Export,
): AsyncGenerator<string[]> {
  const { rows: sizes } = await client.query<{ of: number }>(
    'SELECT count(*)::integer AS of FROM log.event',
  );
  const of = sizes[0]?.of ?? 0;
  let after: LogPosition | undefined = startOfLog;
  for (let events = 0; after !== undefined;) {
    signal.throwIfAborted();
    const values: string[] = [after.transactionId, after.position];
    const { rows }: pg.QueryResult<Row> = await client.query<Row>({
      name: 'page',
      text: page,
      values,
    });
    yield rows.map(lineOf);
    events += rows.length;
    progress({ events, of });
    after = rows.length === pageSize ? rows.at(-1) : undefined;
  }
}

async function openingKeys(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ keys: number }>(
    'SELECT count(wrapped)::integer AS keys FROM vault.key',
  );
  return rows[0]?.keys ?? 0;
}

async function* keyPages(client: pg.Client): AsyncGenerator<string[]> {
  const { rows: secrets } = await client.query<{ fingerprint: string }>(
    `SELECT encode(fingerprint, 'hex') AS fingerprint FROM vault.secret_fingerprint`,
  );
  yield secrets.map(lineOfKeys);
  for (let last = '', read = pageSize; read === pageSize;) {
    const { rows } = await client.query<ArchivedKey>(
      `SELECT subject, encode(wrapped, 'hex') AS wrapped FROM vault.key
       WHERE subject > $1 ORDER BY subject LIMIT ${pageSize}`,
      [last],
    );
    yield rows.map(lineOfKey);
    last = rows.at(-1)?.subject ?? last;
    read = rows.length;
  }
}
