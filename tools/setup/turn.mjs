import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const taken = ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'];

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(join(lock, 'process'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// A rename is what makes it atomic: a lock is there with its owner's name in it, or is not there.
function take(lock, mine) {
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'process'), String(process.pid));
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true });
    if (taken.includes(error.code) && ownerOf(lock) !== undefined) return false;
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

function release(lock, mine) {
  renameSync(lock, mine);
  rmSync(mine, { recursive: true });
}

/** Does the work while no other process does any in the same folder; one that died is passed over. */
export async function inTurn(root, progress, work) {
  const lock = join(root, '.contrail', 'set-up');
  const mine = `${lock}-${process.pid}`;
  let told;
  while (!take(lock, mine)) {
    const owner = ownerOf(lock);
    if (owner === undefined) continue;
    if (owner === process.pid || !isAlive(owner)) {
      if (ownerOf(lock) === owner) release(lock, mine);
      continue;
    }
    if (told !== owner) progress(`Waiting for process ${owner}, which sets up the same folder …`);
    told = owner;
    await pause(200);
  }
  try {
    await work();
  } finally {
    release(lock, mine);
  }
}
