import type pg from 'pg';
import { type ArchivedKey, fingerprintIn, keyIn } from './archived-keys.js';
import { DamagedFile, linesIn } from './read-lines.js';

const batchSize = 1000;

/**
 * Keeps the keys of a file; every other booking of the log is kept as one whose key was erased. Answers how many
 * open anything.
 *
 * @throws DamagedFile; Error where they were wrapped under another secret than the database's
 */
export async function restoreKeys(client: pg.Client, file: string | undefined): Promise<number> {
  const opening = file === undefined ? 0 : await keysOf(client, file);
  await client.query(
    `INSERT INTO vault.key (subject)
     SELECT stream_id FROM log.event WHERE version = 1 AND starts_with(stream_id, 'booking-')
     ON CONFLICT DO NOTHING`,
  );
  return opening;
}

async function keysOf(client: pg.Client, file: string): Promise<number> {
  let opening = 0;
  let batch: ArchivedKey[] = [];
  const keep = async () => {
    await client.query(
      `INSERT INTO vault.key (subject, wrapped)
       SELECT subject, decode(wrapped, 'hex') FROM unnest($1::text[], $2::text[]) AS key (subject, wrapped)`,
      [batch.map(({ subject }) => subject), batch.map(({ wrapped }) => wrapped)],
    );
    opening += batch.filter(({ wrapped }) => wrapped !== null).length;
    batch = [];
  };
  for await (const { number, text } of linesIn(file)) {
    if (number === 1) {
      await assertFingerprint(
        client,
        parsed(file, number, () => fingerprintIn(text)),
      );
      continue;
    }
    batch.push(parsed(file, number, () => keyIn(text)));
    if (batch.length === batchSize) await keep();
  }
  await keep();
  return opening;
}

async function assertFingerprint(client: pg.Client, fingerprint: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM vault.secret_fingerprint WHERE fingerprint = decode($1, 'hex')`,
    [fingerprint],
  );
  if (rowCount === 1) return;
  throw new Error(
    'the keys were wrapped under another CONTRAIL_SECRET than that of this database: give the first' +
      ' one to a new data directory, before its database is made',
  );
}

function parsed<Value>(file: string, number: number, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw new DamagedFile(file, number, 'it is no key of an archive', error);
  }
}
