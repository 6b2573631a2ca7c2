import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode, unless } from '../postgres/system-error.js';
import { identify, isRunning } from './process-identity.js';

const holder = z.object({ pid: z.number(), start: z.string() });
const pollMilliseconds = 100;

async function readHolder(lock: string): Promise<z.infer<typeof holder> | undefined> {
  const text = await unless(['ENOENT'], readFile(lock, 'utf8'));
  return text === undefined ? undefined : holder.parse(JSON.parse(text));
}

// A link is what makes it atomic: a lock is there with its holder in it, or is not there.
async function take(lock: string, mine: string): Promise<boolean> {
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

// Another process may have passed over the same dead holder and taken its turn since.
async function passOver(lock: string, mine: string): Promise<void> {
  const aside = `${mine}-aside`;
  await unless(['ENOENT'], rename(lock, aside));
  const moved = await readHolder(aside);
  if (moved && isRunning(moved)) await take(lock, aside);
  await rm(aside, { force: true });
}

/**
 * Does the work while nobody else, in this process or another, works under the same lock: a file,
 * whose folder is there. A holder that has died is passed over.
 */
export async function inTurn<T>(
  lock: string,
  progress: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const mine = `${lock}-${randomUUID()}`;
  await writeFile(mine, JSON.stringify(identify(process.pid)));
  try {
    let told: number | undefined;
    while (!(await take(lock, mine))) {
      const other = await readHolder(lock);
      if (!other) continue;
      if (!isRunning(other)) await passOver(lock, mine);
      else if (told !== other.pid)
        progress(`waiting for process ${other.pid}, which holds ${lock}`);
      told = other.pid;
      await pause(pollMilliseconds);
    }
    try {
      return await work();
    } finally {
      await rm(lock);
    }
  } finally {
    await rm(mine);
  }
}
