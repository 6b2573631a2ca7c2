import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Run } from './benchmark.js';

/** A process that serves, ended at the end of the run; answers its address, which it prints when it is ready. */
export async function startServer(
  { atEnd }: Pick<Run, 'atEnd'>,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'warn', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('its output is not read');
  return new Promise((resolve, reject) => {
    createInterface(stdout).on('line', (line) => {
      const url = / is ready: (http:\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then(() => reject(new Error(`${args.join(' ')} did not start`)));
  });
}

/** A part of Contrail as it is built. */
export function startPart(
  run: Pick<Run, 'atEnd'>,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  return startServer(run, [`dist/apps/${name}/src/main.js`], env);
}
