import { settings } from '#platform/process';
import { z } from 'zod';

/** What tells an instance from others, and opens its database. */
export const instanceSettings = z.object({
  CONTRAIL_DATA: z.string().min(1, 'is empty').default('.contrail').describe('the data directory'),
  DATABASE_URL: settings.DATABASE_URL.optional().describe(
    'a PostgreSQL 18 to use, as its owner; else one of its own in the data directory',
  ),
  CONTRAIL_SECRET: settings.CONTRAIL_SECRET.optional().describe(
    'the master key of tokens and sealed data; else made in the data directory',
  ),
});

/** What a server needs beside. */
export const serverSettings = z.object({
  PORT: settings.PORT,
  HOST: settings.HOST,
  ...instanceSettings.shape,
  HOLD_SECONDS: settings.HOLD_SECONDS,
  LOG_LEVEL: settings.LOG_LEVEL,
  CONTRAIL_OPERATOR_KEY: settings.CONTRAIL_OPERATOR_KEY.optional().describe(
    "the operators' credential; else made in the data directory",
  ),
});

/** What it defaults to can be told. */
type Setting = z.ZodType<string | string[] | number | undefined>;

/** The settings for a reader, a line each. */
export function settingsHelp({ shape }: z.ZodObject<Record<string, Setting>>): string {
  const told = Object.entries(shape).map(([name, setting]) => {
    const byDefault = setting.safeParse(undefined).data;
    const otherwise = byDefault === undefined ? '' : ` (${String(byDefault)})`;
    return `  ${name.padEnd(22)} ${setting.description ?? ''}${otherwise}`;
  });
  return ['', 'Settings, from the environment:', ...told].join('\n');
}
