import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#tools/postgres';

const pauseMs = 2;
const deadlineMs = 120_000;
const stopDeadlineMs = 30_000;
const answerDeadlineMs = 5000;

/**
 * Starts the server of a package by `npm start`, waits for its first 200, and stops it as Ctrl-C does,
 * however the wait ends. Answers the milliseconds from the spawn to the 200.
 *
 * @throws Error with what it printed when it ends before, or when two minutes pass; the signal's reason
 */
export async function timeToFirst200(
  folder: string,
  argsOn: (port: number) => string[],
  signal: AbortSignal,
): Promise<number> {
  const port = await freePort();
  signal.throwIfAborted();
  const begin = performance.now();
  const started = npmStart(folder, argsOn(port));
  const { child, printed } = started;
  try {
    while (!(await answers200(`http://127.0.0.1:${port}/health/ready`))) {
      signal.throwIfAborted();
      if ((child.exitCode ?? child.signalCode) !== null)
        throw new Error(`npm start ended before its first 200:\n${printed()}`);
      if (performance.now() - begin > deadlineMs)
        throw new Error(`npm start had no 200 within ${deadlineMs / 1000} s:\n${printed()}`);
      await pause(pauseMs);
    }
    return performance.now() - begin;
  } finally {
    await interrupt(started);
  }
}

/** With an environment that has no settings. */
function npmStart(folder: string, args: string[]) {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: folder,
    env: { PATH, HOME, TMPDIR },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches every process of a terminal.
    detached: true,
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  child.on('error', ({ message }) => (printed += message));
  // Once every process that writes to its outputs has ended.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { child, closed, printed: () => printed };
}

/** @throws Error when it did not end by Ctrl-C, and was killed */
async function interrupt({ child, closed, printed }: ReturnType<typeof npmStart>): Promise<void> {
  signalGroup(child, 'SIGINT');
  const late = setTimeout(() => signalGroup(child, 'SIGKILL'), stopDeadlineMs);
  const begin = performance.now();
  await closed;
  clearTimeout(late);
  if (performance.now() - begin >= stopDeadlineMs)
    throw new Error(`npm start did not stop by Ctrl-C, and was killed:\n${printed()}`);
}

/** Also where npm has ended: its server may have outlived it. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function answers200(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerDeadlineMs) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
