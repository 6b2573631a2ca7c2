import { wholeNumber } from '#tools/command-line';
import { z } from 'zod';

/** What tells an instance from others, and opens its database. */
export const instanceSettings = z.object({
  CONTRAIL_DATA: z.string().min(1, 'is empty').default('.contrail').describe('the data directory'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' })
    .optional()
    .describe('a PostgreSQL 18 to use, as its owner; else one of its own in the data directory'),
  CONTRAIL_SECRET: z
    .string()
    .min(32, 'is shorter than 32 characters')
    .optional()
    .describe('the master key of tokens and sealed data; else made in the data directory'),
});

/** What a server needs beside. */
export const serverSettings = z.object({
  PORT: wholeNumber(0, 65_535).default(3000).describe('where it listens; 0: any free port'),
  HOST: z
    .string()
    .min(1, 'is empty')
    .default('127.0.0.1')
    .describe('the address that it listens on'),
  ...instanceSettings.shape,
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
});

/** @throws Error naming each setting that is wrong, but never its value */
export function parseSettings<Settings>(
  rules: z.ZodType<Settings>,
  env: NodeJS.ProcessEnv,
): Settings {
  const parsed = rules.safeParse(env);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the configuration is wrong: ${faults.join('; ')}`);
}

/** The settings for a reader, a line each. */
export function settingsHelp({ shape }: typeof instanceSettings | typeof serverSettings): string {
  const settings = Object.entries(shape).map(([name, setting]) => {
    const byDefault = setting.safeParse(undefined).data;
    const told = byDefault === undefined ? '' : ` (${String(byDefault)})`;
    return `  ${name.padEnd(22)} ${setting.description ?? ''}${told}`;
  });
  return ['', 'Settings, from the environment:', ...settings].join('\n');
}
