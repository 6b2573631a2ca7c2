import { z } from 'zod';
import { wholeNumber } from './whole-number.js';

const broker = String.raw`[^\s:,@/]+:\d{1,5}`;

/** The rule of each setting that several processes read from the environment; none is optional here. */
export const settings = {
  PORT: wholeNumber(0, 65_535).default(3000).describe('where it listens; 0: any free port'),
  HOST: z
    .string()
    .min(1, 'is empty')
    .default('127.0.0.1')
    .describe('the address that it listens on'),
  TRUSTED_PROXIES: z
    .string()
    .regex(
      /^[a-z0-9.:/]+(,[a-z0-9.:/]+)*$/i,
      'is not a list of addresses, networks and their names',
    )
    .transform((list) => list.split(','))
    .describe('whose X-Forwarded-For is believed: addresses, networks, loopback, uniquelocal'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'is none of the levels')
    .default('info')
    .describe('fatal, error, warn, info, debug or trace'),
  HOLD_SECONDS: wholeNumber(1, 86_400).default(900).describe('how long a hold lasts'),
  CAPTURE: z.enum(['application', 'trigger', 'wal'], 'is none of application, trigger and wal'),
  CONTRAIL_SECRET: z.string('is missing').min(32, 'is shorter than 32 characters'),
  CONTRAIL_OPERATOR_KEY: z
    .string('is missing')
    .regex(/^[\x21-\x7e]{16,}$/, 'is not of 16 visible ASCII characters or more'),
  DATABASE_URL: z
    .string('is missing')
    .pipe(
      z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address', abort: true }),
    )
    .refine((url) => new URL(url).pathname.length > 1, 'names no database'),
  QUERY_WORKERS: wholeNumber(1, 64)
    .default(1)
    .describe('how many workers each query-api has: one for each core that it may use'),
  KAFKA_BROKERS: z
    .string('is missing')
    .regex(new RegExp(`^${broker}(,${broker})*$`), 'is not a list of host:port')
    .transform((list) => list.split(',')),
  KAFKA_PREFIX: z
    .string()
    .regex(/^[a-z0-9.-]{1,100}$/, 'is not of 1 to 100 small letters, digits, dots and dashes')
    .default('contrail')
    .describe('what the names of topics and groups begin with'),
  CONNECT_URL: z
    .string('is missing')
    .pipe(z.url({ protocol: /^https?$/, error: 'is not an http:// address' }))
    .transform((url) => url.replace(/\/$/, '')),
  CONNECT_SECRETS: z.string('is missing').min(1, 'is empty'),
  REDIS_URL: z
    .string('is missing')
    .pipe(z.url({ protocol: /^rediss?$/, error: 'is not a redis:// or rediss:// address' })),
};

export type LogLevel = z.infer<typeof settings.LOG_LEVEL>;

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
