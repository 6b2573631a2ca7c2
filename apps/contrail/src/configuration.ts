import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

function wholeNumber(min: number, max: number) {
  const error = `is not a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(min, error).max(max, error));
}

const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(3000).describe('where it listens; 0: any free port'),
  HOST: z.string().min(1).default('127.0.0.1').describe('the address that it listens on'),
  CONTRAIL_DATA: z.string().min(1).default('.contrail').describe('the data directory'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' })
    .optional()
    .describe('a PostgreSQL 18 to use, as its owner; else one of its own in the data directory'),
  HOLD_SECONDS: wholeNumber(1, 86_400).default(900).describe('how long a hold lasts'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'is none of the levels')
    .default('info')
    .describe('fatal, error, warn, info, debug or trace'),
  CONTRAIL_OPERATOR_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'is not of 16 visible ASCII characters or more')
    .optional()
    .describe("the operators' credential; else made in the data directory"),
  CONTRAIL_SECRET: z
    .string()
    .min(32, 'is shorter than 32 characters')
    .optional()
    .describe('the master key of tokens and sealed data; else made in the data directory'),
});

const options = {
  port: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** What `--help` prints. */
export function usage(): string {
  const settings = Object.entries(environment.shape).map(([name, setting]) => {
    const byDefault = setting.safeParse(undefined).data;
    const told = byDefault === undefined ? '' : ` (${String(byDefault)})`;
    return `  ${name.padEnd(22)} ${setting.description ?? ''}${told}`;
  });
  return [
    'npm start -- [--port PORT] [--data CONTRAIL_DATA] [--help]',
    '',
    'Settings, from the environment:',
    ...settings,
  ].join('\n');
}

export interface Configuration {
  port: number;
  host: string;
  dataDirectory: string;
  /** The owner's connection; absent: PostgreSQL from npm, in the data directory. */
  databaseUrl: string | undefined;
  holdSeconds: number;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  operatorKey: string;
  secret: string;
}

/**
 * From the command's options, then the environment, then defaults; secrets that nobody gave are made.
 *
 * @throws Error naming each setting that is wrong, but never its value
 */
export async function readConfiguration(
  args: string[],
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<Configuration> {
  const { values } = parseArgs({ args, options });
  const given = { ...env };
  if (values.port !== undefined) given['PORT'] = values.port;
  if (values.data !== undefined) given['CONTRAIL_DATA'] = values.data;
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the configuration is wrong: ${faults.join('; ')}`);
  }
  const settings = parsed.data;
  const dataDirectory = resolve(settings.CONTRAIL_DATA);
  await mkdir(dataDirectory, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`the data directory ${dataDirectory} cannot be made: ${String(cause)}`, {
      cause,
    });
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

/** Made once into the data directory, readable by its owner only; whole, or not there. */
export async function keptSecret(
  dataDirectory: string,
  name: string,
  progress: (line: string) => void,
): Promise<string> {
  const file = join(dataDirectory, name);
  const mine = `${file}.${process.pid}`;
  if (!existsSync(file)) {
    await writeFile(mine, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    try {
      await link(mine, file);
      progress(`made ${file}`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      await rm(mine);
    }
  }
  const secret = await readFile(file, 'utf8');
  if (secret.length < 32) throw new Error(`${file} is damaged: it holds no secret`);
  return secret;
}
