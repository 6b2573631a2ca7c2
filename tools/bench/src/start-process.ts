import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Run } from './benchmark.js';

export interface Started {
  url: string;
  pid: number;
}

/** A program as a process of its own, once it tells that it is ready, and where; ended at the end of the run. */
export async function startProcess(
  { atEnd }: Run,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Started> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout === null) throw new Error('its output is not read');
    createInterface(child.stdout).on('line', (line) => {
      const address = /ready: (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`${args.join(' ')} did not start`)));
  });
  return { url, pid: Number(child.pid) };
}

/** A part of Contrail as it is built. */
export function startPart(run: Run, name: string, env: NodeJS.ProcessEnv): Promise<Started> {
  return startProcess(run, [`dist/apps/${name}/src/main.js`], { PORT: '0', ...env });
}
