import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { launch, shutDown } from './launch.js';
import { serves } from './ownership.js';
import { livePostmaster, type Postmaster, removeForeignPidFile } from './postmaster.js';
import type { Account } from './program.js';

/** The server of a cluster, and how to reach it. */
export interface RunningServer {
  url: string;
  port: number;
  pid: number;
  adopted: boolean;
}

interface Start {
  cluster: string;
  password: string;
  settings: Record<string, string>;
  binaries: Binaries;
  account: Account | undefined;
  progress: (line: string) => void;
}

const patienceSeconds = 60;
const pauseMilliseconds = 250;
const slowMilliseconds = 5000;
const portChoices = 5;

function reached({ pid, port }: Postmaster, password: string, adopted: boolean): RunningServer {
  const url = `postgres://contrail:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  return { url, port, pid, adopted };
}

async function adopt(start: Start, found: Postmaster): Promise<RunningServer | string> {
  if (found.status !== 'ready') return `its server (process ${found.pid}) is ${found.status}`;
  const server = reached(found, start.password, true);
  if (await serves(server.url, start.cluster)) return server;
  return (
    `process ${found.pid}, named in postmaster.pid, does not answer as its server on port` +
    ` ${found.port} (if it is another cluster's, remove postmaster.pid)`
  );
}

async function patiently<T>(work: Promise<T>, progress: Start['progress']): Promise<T> {
  const line = 'PostgreSQL is still starting: after a crash it first replays its write-ahead log';
  const slow = setInterval(() => progress(line), slowMilliseconds);
  try {
    return await work;
  } finally {
    clearInterval(slow);
  }
}

async function begin(start: Start): Promise<RunningServer | string> {
  const { cluster, settings, binaries, account, progress } = start;
  for (let choice = 1; choice <= portChoices; choice += 1) {
    const outcome = await patiently(launch(cluster, settings, binaries, account), progress);
    if (outcome === 'ready') return confirm(start);
    switch (outcome.reason) {
      case 'port-taken':
        continue;
      case 'memory-in-use':
        return 'processes of its killed server are still ending';
      case 'another-server':
        await removeForeignPidFile(cluster);
        return 'another server holds it';
      case 'lock-empty': // A server makes postmaster.pid first and then writes its process id into it.
        return 'its postmaster.pid is empty (if it stays so, a crash left it: remove it)';
      case 'unknown':
        throw new Error(`PostgreSQL did not start in ${cluster}: ${outcome.report}`);
    }
  }
  return `${portChoices} free ports were taken before it could use them`;
}

async function confirm(start: Start): Promise<RunningServer | string> {
  const { cluster, password, binaries, account } = start;
  const found = await livePostmaster(cluster);
  if (!found) return 'its server ended as soon as it had started';
  const server = reached(found, password, false);
  try {
    if (await serves(server.url, cluster)) return server;
  } catch (error) {
    await shutDown(cluster, binaries, account);
    throw error;
  }
  return 'its server does not answer';
}

/**
 * The server of a cluster: the one that runs, else one started now. Waits, up to a minute, for one
 * that is starting or ending, and for what a killed one left.
 */
export async function runningServer(start: Start): Promise<RunningServer> {
  const { cluster, binaries, progress } = start;
  const deadline = Date.now() + patienceSeconds * 1000;
  let told = '';
  for (;;) {
    const found = await livePostmaster(cluster);
    const answer = found ? await adopt(start, found) : await begin(start);
    if (typeof answer !== 'string') {
      const how = answer.adopted ? 'was running already' : 'started';
      const where = `on 127.0.0.1:${answer.port}, process ${answer.pid}`;
      progress(`PostgreSQL ${binaries.version} ${how} ${where}`);
      return answer;
    }
    if (Date.now() > deadline) {
      const limit = `did not get ready within ${patienceSeconds} s`;
      throw new Error(`PostgreSQL in ${cluster} ${limit}: ${answer}`);
    }
    if (answer !== told) progress(`waiting for PostgreSQL in ${cluster}: ${answer}`);
    told = answer;
    await pause(pauseMilliseconds);
  }
}
