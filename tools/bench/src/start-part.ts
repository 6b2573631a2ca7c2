import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Run } from './benchmark.js';

/** A part as a process, ready, and ended at the end of the run; answers its address. */
export async function startPart(
  { atEnd }: Run,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn(process.execPath, [`dist/apps/${name}/src/main.js`], {
    env: { ...process.env, LOG_LEVEL: 'warn', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return new Promise<string>((resolve, reject) => {
    if (child.stdout === null) throw new Error('its output is not read');
    createInterface(child.stdout).on('line', (line) => {
      const address = /is ready: (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`${name} did not start`)));
  });
}
