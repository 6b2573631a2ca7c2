import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { TestDatabase } from './database.js';

export const operatorKey = 'an-operator-key-of-the-tests';

export interface RunningApplication {
  url: string;
  pid: number;
  /** What it has printed and logged so far. */
  printed(): string;
  /** The lines that it has logged so far. */
  logged(): string[];
  /** Its exit code, when it has ended; null after a signal. */
  ended: Promise<number | null>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** Its parent is gone; answers the exit code. */
  abandon(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<number | null>;
}

/** The built application as a process of its own on a test's database, with so many days of the real schedule. */
export async function startApplication(
  database: TestDatabase,
  env: NodeJS.ProcessEnv = {},
  days = 1,
): Promise<RunningApplication> {
  const data = await mkdtemp(join(tmpdir(), 'contrail-data-'));
  const place = {
    CONTRAIL_DATA: data,
    DATABASE_URL: database.ownerUrl,
    CONTRAIL_SECRET: database.secret,
  };
  const application = await startProcess({ ...place, ...env }, days);
  async function end(how: 'stop' | 'abandon' | 'kill') {
    const code = await application[how]();
    await rm(data, { recursive: true, force: true });
    return code;
  }
  return {
    ...application,
    stop: () => end('stop'),
    abandon: () => end('abandon'),
    kill: () => end('kill'),
  };
}

/** The built application with that environment over the tests' own. */
export function startProcess(env: NodeJS.ProcessEnv, days = 1): Promise<RunningApplication> {
  return launch(['dist/apps/contrail/src/main.js', '--port', '0', '--days', `${days}`], env);
}

/** A part as a process of its own on a test's database; it knows neither the owner nor the owner's password. */
export function startPart(
  name: string,
  { url, secret }: TestDatabase,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningApplication> {
  const ownerless = new URL(url);
  ownerless.username = ownerless.password = '';
  const place = { PORT: '0', DATABASE_URL: ownerless.href, CONTRAIL_SECRET: secret };
  return launch([`dist/apps/${name}/src/main.js`], { ...place, ...env });
}

/** The application on tables, on a database of its own. */
export function startTwin(
  { ownerUrl, secret }: TestDatabase,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningApplication> {
  const place = { PORT: '0', DATABASE_URL: ownerUrl, CONTRAIL_SECRET: secret };
  return launch(['dist/apps/crud-twin/src/main.js'], { ...place, ...env });
}

/** The twin as `npm run start:twin` starts it, with a PostgreSQL of its own in that directory. */
export function startTwinIn(data: string, days = 1): Promise<RunningApplication> {
  const options = ['--port', '0', '--days', `${days}`, '--data', data];
  return launch(['dist/tools/twin/src/main.js', ...options], {});
}

/** Far above what any takes. */
const endsWithinMs = 30_000;

async function launch(args: string[], env: NodeJS.ProcessEnv): Promise<RunningApplication> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, CONTRAIL_OPERATOR_KEY: operatorKey, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  let logged = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    logged += chunk.toString();
  });
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout !== null) {
      createInterface(child.stdout).on('line', (line) => {
        printed += `${line}\n`;
        const address = /ready: (http:\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    void exited.then(() => reject(new Error(`the application did not start:\n${printed}`)));
  });
  async function end(how: () => void): Promise<number | null> {
    how();
    const late = setTimeout(() => {
      printed += '\nit did not end, and was killed';
      child.kill('SIGKILL');
    }, endsWithinMs);
    await exited;
    clearTimeout(late);
    expect(printed).not.toMatch(/it did not end, and was killed$/);
    expect(printed).not.toMatch(/declares no/);
    return child.exitCode;
  }
  const { pid } = child;
  if (pid === undefined) throw new Error('the application has no process');
  return {
    url,
    pid,
    printed: () => printed,
    logged: () => logged.split('\n').filter((line) => line !== ''),
    ended: exited.then(() => child.exitCode),
    stop: () => end(() => child.kill('SIGTERM')),
    abandon: () => end(() => child.disconnect()),
    kill: () => end(() => child.kill('SIGKILL')),
  };
}
