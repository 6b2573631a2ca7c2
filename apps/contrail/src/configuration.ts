import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  CONTRAIL_DATA: z.string().min(1).default('.contrail'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  CONTRAIL_OPERATOR_KEY: z.string().min(16).optional(),
  CONTRAIL_SECRET: z.string().min(32).optional(),
});

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
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string' }, data: { type: 'string' } },
  });
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
  await mkdir(dataDirectory, { recursive: true });
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

/** Made once into the data directory, readable by its owner only. */
export async function keptSecret(
  dataDirectory: string,
  name: string,
  progress: (line: string) => void,
): Promise<string> {
  const file = join(dataDirectory, name);
  try {
    const made = await open(file, 'wx', 0o600);
    await made.writeFile(randomBytes(32).toString('base64url'));
    await made.sync();
    await made.close();
    progress(`made ${file}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = await readFile(file, 'utf8');
  if (secret.length < 32) throw new Error(`${file} is damaged: it holds no secret`);
  return secret;
}
