import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { unless } from '../postgres/system-error.js';
import { endProcess } from './end-process.js';
import { type KeptProcess, type Program, startKept } from './kept-process.js';
import { endPrevious, noteProcess } from './previous-process.js';
import { isRunning, type ProcessIdentity } from './process-identity.js';
import { refuseTakenPort } from './taken-port.js';
import { inTurn } from './turn.js';

/** A server of this machine that answers on a port of 127.0.0.1. */
export interface Service extends Program {
  /** As it stands in messages: `Kafka`. */
  name: string;
  port: number;
  /** What asks it to end in order; SIGTERM ends it at once, or in order too. */
  stopSignal: NodeJS.Signals;
  /** Whether it answers by now. */
  answers: (process: ProcessIdentity) => Promise<boolean>;
  progress: (line: string) => void;
}

export interface RunningService {
  pid: number;
  /** How it ended, once it has: `exit 1`, `SIGKILL`. */
  ended: Promise<string>;
  /** Asks it to end, kills it when it does not; does nothing when it has ended. */
  stop(): Promise<void>;
}

const patienceMilliseconds = 60_000;
const pollMilliseconds = 50;
const stopMilliseconds = 15_000;
const reportLength = 4000;

const logOf = (directory: string) => join(directory, 'server.log');

async function start(service: Service): Promise<KeptProcess> {
  const { directory } = service;
  const log = logOf(directory);
  await unless(['ENOENT'], rename(log, join(directory, 'server.previous.log')));
  const file = await open(log, 'a');
  try {
    return await startKept(service, file, (process) => noteProcess(directory, process));
  } finally {
    await file.close();
  }
}

async function untilItAnswers(service: Service, process: ProcessIdentity): Promise<void> {
  const { name, directory, port, answers } = service;
  const deadline = Date.now() + patienceMilliseconds;
  const where = `in ${directory} on 127.0.0.1:${port}`;
  while (!(await answers(process))) {
    const ended = !isRunning(process);
    if (ended || Date.now() > deadline) {
      const what = ended ? 'did not start' : `did not answer within ${patienceMilliseconds} ms`;
      const report = (await readFile(logOf(directory), 'utf8')).slice(-reportLength).trim();
      throw new Error(`${name} ${what} ${where}:\n${report}`);
    }
    await pause(pollMilliseconds);
  }
}

/**
 * Starts a server, whose output goes to `server.log` in its directory; resolves when it answers. It
 * ends when this process does; one that an earlier process left in this directory is ended first.
 *
 * @throws with the end of its log when it does not start, or naming the process that runs it already
 */
export async function startService(service: Service): Promise<RunningService> {
  const { name, directory, port, stopSignal, progress } = service;
  await mkdir(directory, { recursive: true });
  return inTurn(join(directory, 'start.lock'), progress, async () => {
    await endPrevious(service);
    await refuseTakenPort(name, port);
    const process = await start(service);
    const stop = () => endProcess(process, stopSignal, stopMilliseconds);
    try {
      await untilItAnswers(service, process);
    } catch (error) {
      await stop();
      throw error;
    }
    progress(`${name} started on 127.0.0.1:${port}, process ${process.pid}`);
    return { pid: process.pid, ended: process.ended, stop };
  });
}
