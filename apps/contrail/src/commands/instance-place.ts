import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseSettings } from '#platform/process';
import { type DatabasePlace, instanceSettings, makePlace, readSecret } from '#tools/instance';

/** Where an instance is that has been started before. */
export interface InstancePlace extends DatabasePlace {
  /** False where DATABASE_URL alone tells the place. */
  hasDirectory: boolean;
  /** CONTRAIL_SECRET, or the one in the data directory. */
  secret: string | undefined;
}

/** @throws Error naming a data directory that is not there, or has no database */
export async function findInstance(env: NodeJS.ProcessEnv): Promise<InstancePlace> {
  const settings = parseSettings(instanceSettings, env);
  const { DATABASE_URL: databaseUrl, CONTRAIL_SECRET } = settings;
  const dataDirectory = resolve(settings.CONTRAIL_DATA);
  const content = await contentOf(dataDirectory);
  const isNeeded = databaseUrl === undefined || env['CONTRAIL_DATA'] !== undefined;
  if (content === undefined && isNeeded) {
    throw new Error(
      `there is no data directory ${dataDirectory}: npm start makes one, --data names another`,
    );
  }
  if (databaseUrl === undefined && !content?.includes('postgres')) {
    throw new Error(`the data directory ${dataDirectory} has no database: npm start makes it`);
  }
  const kept = content?.includes('secret') ? await readSecret(dataDirectory, 'secret') : undefined;
  const secret = CONTRAIL_SECRET ?? kept;
  return { databaseUrl, dataDirectory, hasDirectory: content !== undefined, secret };
}

/** As a first start makes it, but for its database. */
export async function makeInstance(env: NodeJS.ProcessEnv): Promise<InstancePlace> {
  const settings = parseSettings(instanceSettings, env);
  const place = await makePlace(settings, (line) => console.error(line));
  return { ...place, hasDirectory: true };
}

async function contentOf(directory: string): Promise<string[] | undefined> {
  try {
    return await readdir(directory);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
