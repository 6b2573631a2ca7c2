import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type LogLevel, parseSettings } from '#platform/process';
import { keptSecret } from './kept-secret.js';
import { serverSettings } from './settings.js';

export interface Configuration {
  port: number;
  host: string;
  dataDirectory: string;
  /** The owner's connection; absent: PostgreSQL from npm, in the data directory. */
  databaseUrl: string | undefined;
  holdSeconds: number;
  logLevel: LogLevel;
  operatorKey: string;
  secret: string;
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
  const dataDirectory = resolve(settings.CONTRAIL_DATA);
  await mkdir(dataDirectory, { recursive: true }).catch((cause: unknown) => {
    const isFile = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const reason = isFile ? 'it is a file' : String(cause);
    throw new Error(`the data directory ${dataDirectory} cannot be made: ${reason}`, { cause });
  });
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDirectory,
    databaseUrl: settings.DATABASE_URL,
    holdSeconds: settings.HOLD_SECONDS,
    logLevel: settings.LOG_LEVEL,
    operatorKey:
      settings.CONTRAIL_OPERATOR_KEY ?? (await keptSecret(dataDirectory, 'operator-key', progress)),
    secret: settings.CONTRAIL_SECRET ?? (await keptSecret(dataDirectory, 'secret', progress)),
  };
}
