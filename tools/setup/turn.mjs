import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const processesOf = (lock) => join(lock, 'processes');

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read(lock) {
  try {
    return readFileSync(processesOf(lock), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// A rename is what makes it atomic: a lock is there with its owner's id in it, or is not there.
function take(lock, mine) {
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine, { recursive: true });
  writeFileSync(processesOf(mine), `${process.pid}\n`);
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true });
    if (read(lock) !== undefined || error.code === 'ENOTEMPTY') return false;
    throw error;
  }
}

function release(lock, mine) {
  renameSync(lock, mine);
  rmSync(mine, { recursive: true });
}

/**
 * Does the work while no other process does any in the same folder. The lock names the process that
 * holds it and its children, which outlive it when it is killed; when all are dead, it is passed over.
 */
export async function inTurn(root, progress, work) {
  const lock = join(root, '.contrail', 'set-up');
  const mine = `${lock}-${process.pid}`;
  let told;
  while (!take(lock, mine)) {
    const holders = read(lock);
    const ids = (holders ?? '').split('\n').filter(Boolean).map(Number);
    const holder = ids.find((id) => id !== process.pid && isAlive(id));
    if (holder !== undefined) {
      if (told !== holder) {
        progress(`Waiting for process ${holder}, which sets up the same folder (${lock}) …`);
      }
      told = holder;
      await pause(200);
    } else if (holders !== undefined && read(lock) === holders) {
      release(lock, mine);
    }
  }
  try {
    await work((child) => appendFileSync(processesOf(lock), `${child}\n`));
  } finally {
    release(lock, mine);
  }
}
