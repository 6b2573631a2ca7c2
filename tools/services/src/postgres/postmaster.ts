import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './program.js';
import { errorCode, unless } from './system-error.js';

/** A running server, as its cluster's postmaster.pid tells it. */
export interface Postmaster {
  pid: number;
  port: number;
  status: 'starting' | 'ready' | 'stopping';
}

/** Whether a process with this id runs, of whichever user. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const words = await unless(['ENOENT', 'ESRCH'], readFile(`/proc/${pid}/cmdline`, 'utf8'));
    return words?.split('\0')[0];
  }
  if (process.platform === 'win32') return undefined;
  return (await runProgram('ps', ['-o', 'comm=', '-p', String(pid)], undefined)).output;
}

/**
 * Whether a process is PostgreSQL: after a crash, the id in postmaster.pid may have gone to another
 * program. Where its name cannot be read it counts as one, since a live lock must never be removed.
 */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandOf(pid);
  return command === undefined || /(^|\/)postgres\b/.test(command);
}

async function readPidFile(cluster: string): Promise<string | undefined> {
  return unless(['ENOENT'], readFile(join(cluster, 'postmaster.pid'), 'utf8'));
}

/** The server that runs on a cluster, or undefined; a postmaster.pid left by a dead one is none. */
export async function livePostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readPidFile(cluster))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostgres(pid))) return undefined;
  const word = lines[7]?.trim();
  const status = word === 'ready' || word === 'stopping' ? word : 'starting';
  return { pid, port: Number(lines[3]), status };
}

/** Removes a postmaster.pid whose process id has gone to another program, which blocks a start. */
export async function removeForeignPidFile(cluster: string): Promise<void> {
  const content = await readPidFile(cluster);
  const pid = Number.parseInt(content ?? '', 10);
  if (Number.isNaN(pid) || !isAlive(pid) || (await isPostgres(pid))) return;
  if ((await readPidFile(cluster)) === content) await rm(join(cluster, 'postmaster.pid'));
}
