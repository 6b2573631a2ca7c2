import { EventEmitter, once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { newFolder, removeClusters } from '../../test/clusters.js';
import { inTurn } from './turn.js';

const progress = () => undefined;

afterEach(removeClusters);

it('works under one lock are never done at the same time', async () => {
  const folder = await newFolder();
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await pause(20);
    inside -= 1;
  };
  await Promise.all([1, 2, 3, 4].map(() => inTurn(join(folder, 'lock'), progress, work)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('a lock is free again after work that failed', async () => {
  const lock = join(await newFolder(), 'lock');
  const failing = inTurn(lock, progress, () => Promise.reject(new Error('no seat')));
  await expect(failing).rejects.toThrow('no seat');
  expect(await inTurn(lock, progress, () => Promise.resolve('12A'))).toBe('12A');
});

it('a holder that has died is passed over, though its process id is in use again', async () => {
  const lock = join(await newFolder(), 'lock');
  await writeFile(lock, JSON.stringify({ pid: process.pid, start: '1' }));
  expect(await inTurn(lock, progress, () => Promise.resolve('12A'))).toBe('12A');
});

it('a holder that runs is waited for, and told once', async () => {
  const lock = join(await newFolder(), 'lock');
  const lines: string[] = [];
  const departure = new EventEmitter();
  let isHeld = false;
  const first = inTurn(lock, progress, () => {
    isHeld = true;
    return once(departure, 'left');
  });
  await expect.poll(() => isHeld).toBe(true);
  const second = inTurn(
    lock,
    (line) => lines.push(line),
    () => Promise.resolve('12A'),
  );
  const told = [`waiting for process ${process.pid}, which holds ${lock}`];
  await expect.poll(() => lines).toEqual(told);
  await pause(300);
  expect(lines).toEqual(told);
  departure.emit('left');
  await first;
  expect(await second).toBe('12A');
});
