import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { identify } from '../src/processes/process-identity.js';

const pids = z.array(z.number());

/** A process of the built program that started services. */
export interface ServiceHolder {
  child: ChildProcess;
  pid: number;
  /** The services' processes, in the order in which they were named. */
  services: number[];
  /** The process that ends them when it is gone. */
  keeper: number;
}

/** Runs `program` in a process group of its own until it has its services. */
export async function holdServices(
  folder: string,
  names: readonly ('kafka' | 'redis' | 'nginx' | 'other')[],
  {
    program = join(import.meta.dirname, 'hold-services.mjs'),
    port = 0,
    uid,
  }: { program?: string; port?: number; uid?: number } = {},
): Promise<ServiceHolder> {
  const child = spawn(process.execPath, [program, folder, String(port), ...names], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const told = once(child.stdout.setEncoding('utf8'), 'data');
  const failed = once(child, 'close').then(() => Promise.reject(new Error(errors)));
  const [line] = z.tuple([z.string()]).parse(await Promise.race([told, failed]));
  failed.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error('a process without an id');
  return { child, pid, services: pids.parse(JSON.parse(line)), keeper: await keeperOf(pid) };
}

async function keeperOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const each of children.trim().split(' ').map(Number)) {
    if ((await readFile(`/proc/${each}/cmdline`, 'utf8')).includes('keeper.mjs')) return each;
  }
  throw new Error(`process ${pid} has no keeper`);
}

/** Waits until none of these processes is there. */
export async function allEnded(processes: readonly number[]): Promise<void> {
  while (processes.some((pid) => identify(pid) !== undefined)) await pause(20);
}
