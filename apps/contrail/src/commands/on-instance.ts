import { hasEnded } from '#database';
import { SignedHeads } from '#event-store';
import { stopSignal } from '#platform/process';
import { type Database, openDatabase } from '#tools/instance';
import { assertOwnSecret } from '#tools/migrate';
import { findInstance, type InstancePlace } from './instance-place.js';

/** What a command works on. */
export interface Instance extends InstancePlace {
  /** The owner's connection. */
  ownerUrl: string;
  /** False while it is started for the time; true also of a database of others, which tells nothing. */
  mayRun: boolean;
  /** Where a running instance signs heads of the log; undefined without a data directory or a secret. */
  heads: SignedHeads | undefined;
  /** Aborted when the command shall end early. */
  signal: AbortSignal;
}

/**
 * Works on the running instance of the data directory or of DATABASE_URL, or on a stopped one, which is started
 * for the time: its PostgreSQL alone, and ended however the work ends.
 *
 * @param data the data directory, instead of CONTRAIL_DATA
 * @param placeOf tells where it is, or makes it
 * @throws Error naming what is not there, that the database was made under another secret, or that PostgreSQL ended
 * while the command was at work; Stopped
 */
export async function onInstance(
  command: string,
  data: string | undefined,
  work: (instance: Instance) => Promise<void>,
  placeOf: (env: NodeJS.ProcessEnv) => Promise<InstancePlace> = findInstance,
): Promise<void> {
  const signal = stopSignal();
  const env = data === undefined ? process.env : { ...process.env, CONTRAIL_DATA: data };
  const place = await placeOf(env);
  const database = await openDatabase(place, command, (line) => console.error(line));
  try {
    signal.throwIfAborted();
    if (place.secret !== undefined) {
      await assertOwnSecret({ url: database.ownerUrl, secret: place.secret });
    }
    const { ownerUrl, server } = database;
    await work({ ...instanceAt(place), ownerUrl, mayRun: server === undefined, signal });
  } catch (error) {
    if (!signal.aborted) await throwIfEnded(database, error);
    throw error;
  } finally {
    await database.close();
  }
}

function instanceAt(place: InstancePlace) {
  const { dataDirectory, hasDirectory, secret } = place;
  const hasHeads = hasDirectory && secret !== undefined;
  return { ...place, heads: hasHeads ? new SignedHeads(dataDirectory, secret) : undefined };
}

async function throwIfEnded({ ownerUrl }: Database, cause: unknown): Promise<void> {
  if (!(await hasEnded(ownerUrl))) return;
  throw new Error(
    'PostgreSQL ended while the command was at work; what it wrote stays: run it again',
    {
      cause,
    },
  );
}
