import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#tools/postgres';

const pauseMs = 2;

/**
 * Starts the server of a package by `npm start`, waits for its first 200, and stops it as Ctrl-C does.
 * Answers the milliseconds from the spawn to the 200.
 *
 * @throws Error with what it printed when it ends before
 */
export async function timeToFirst200(
  folder: string,
  argsOn: (port: number) => string[],
): Promise<number> {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn('npm', ['start', '--', ...argsOn(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches every process of a terminal.
    detached: true,
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = once(child, 'close');
  while (!(await answers200(`http://127.0.0.1:${port}/health/ready`))) {
    if (child.exitCode !== null)
      throw new Error(`npm start ended before its first 200:\n${printed}`);
    await pause(pauseMs);
  }
  const took = performance.now() - begin;
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await ended;
  return took;
}

async function answers200(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
