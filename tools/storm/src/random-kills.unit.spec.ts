import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { killAtRandom } from './random-kills.js';

const begun: ChildProcess[] = [];

afterEach(() => {
  for (const child of begun.splice(0)) child.kill('SIGKILL');
});

const never = new AbortController().signal;
/** It is always at work. */
let works = 0;
const done = () => Promise.resolve((works += 1));
/** Each is killed as soon as may be. */
const atOnce = () => 0;

function begin(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  begun.push(child);
  return child.pid ?? -1;
}

it('kills a process that runs on, and the one that follows it', async () => {
  const pids = [begin(), begin()];
  const ends = begun.map((child) => once(child, 'exit'));
  const running = () => pids[begun.findIndex(({ signalCode }) => signalCode === null)];
  expect(await killAtRandom(running, done, 2, atOnce, never)).toBe(2);
  const killed = await Promise.all(ends);
  expect(killed).toEqual([
    [null, 'SIGKILL'],
    [null, 'SIGKILL'],
  ]);
});

it('leaves an id alone whose process has ended before its time was up: it may be of another', async () => {
  const [stranger, next] = [begin(), begin()];
  let looks = 0;
  const running = () => (looks++ === 0 ? stranger : next);
  expect(await killAtRandom(running, done, 1, atOnce, never)).toBe(1);
  await vi.waitFor(() => expect(begun[1]?.signalCode).toBe('SIGKILL'));
  expect(begun[0]).toMatchObject({ exitCode: null, signalCode: null });
});

it('does not count, and outlives, a kill that finds no process', async () => {
  const kill = vi.spyOn(process, 'kill').mockImplementationOnce(() => {
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
  });
  const pid = begin();
  expect(await killAtRandom(() => pid, done, 1, atOnce, never)).toBe(1);
  expect(kill).toHaveBeenCalledTimes(2);
});

it('waits until a process has done something', async () => {
  const pid = begin();
  let looks = 0;
  const idle = () => Promise.resolve(looks++ < 3 ? 0 : 1);
  expect(await killAtRandom(() => pid, idle, 1, atOnce, never)).toBe(1);
  expect(looks).toBe(4);
});
