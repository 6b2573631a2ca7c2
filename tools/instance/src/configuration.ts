import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type LogLevel, parseSettings } from '#platform/process';
import type { z } from 'zod';
import { keptSecret } from './kept-secret.js';
import { type instanceSettings, serverSettings } from './settings.js';

/** Where an instance is, and by what it is opened. */
export interface MadePlace {
  dataDirectory: string;
  /** The owner's connection; absent: PostgreSQL from npm, in the data directory. */
  databaseUrl: string | undefined;
  secret: string;
}

export interface Configuration extends MadePlace {
  port: number;
  host: string;
  holdSeconds: number;
  logLevel: LogLevel;
  operatorKey: string;
}

/** The data directory is made, and the secret in it that nobody gave. */
export async function makePlace(
  settings: z.infer<typeof instanceSettings>,
  progress: (line: string) => void,
): Promise<MadePlace> {
  const dataDirectory = resolve(settings.CONTRAIL_DATA);
  await mkdir(dataDirectory, { recursive: true }).catch((cause: unknown) => {
    const isFile = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const reason = isFile ? 'it is a file' : String(cause);
    throw new Error(`the data directory ${dataDirectory} cannot be made: ${reason}`, { cause });
  });
  return {
    dataDirectory,
    databaseUrl: settings.DATABASE_URL,
    secret: settings.CONTRAIL_SECRET ?? (await keptSecret(dataDirectory, 'secret', progress)),
  };
}

/**
 * From the environment, then defaults; the data directory and secrets that nobody gave are made.
 *
 * @throws Error naming each setting that is wrong, but never its value
 */
export async function readConfiguration(
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<Configuration> {
  const settings = parseSettings(serverSettings, env);
  const place = await makePlace(settings, progress);
  return {
    ...place,
    port: settings.PORT,
    host: settings.HOST,
    holdSeconds: settings.HOLD_SECONDS,
    logLevel: settings.LOG_LEVEL,
    operatorKey:
      settings.CONTRAIL_OPERATOR_KEY ??
      (await keptSecret(place.dataDirectory, 'operator-key', progress)),
  };
}
