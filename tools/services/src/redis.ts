import { resolve } from 'node:path';
import { neededProgram } from './debian-packages.js';
import { freePort } from './postgres/free-port.js';
import { startService } from './processes/service.js';
import { answersAsProcess } from './redis/answer.js';

/** A Redis of this machine; it ends when this process does. */
export interface Redis {
  /** `redis://127.0.0.1:PORT` */
  url: string;
  port: number;
  pid: number;
  /** How it ended, once it has. */
  ended: Promise<string>;
  /** Ends it, and what it held is gone; does nothing when it has ended. */
  stop(): Promise<void>;
}

/** What a start needs. */
export interface RedisOptions {
  /** Where its `server.log` goes. */
  directory: string;
  /** A free one by default. */
  port?: number;
  /** What it holds at most, before it lets go of what was used longest ago: `256mb`. */
  maxMemory?: string;
  /** Is told what happens, a line each. */
  progress: (line: string) => void;
}

/**
 * Brings up Redis as a cache: nothing is written to disk, since all of it comes back from the stream.
 * Where it is missing on a Debian system, root installs it. Resolves when it answers.
 *
 * @throws with what stands in the way and what to do about it, or with the end of its log
 */
export async function startRedis(options: RedisOptions): Promise<Redis> {
  const { maxMemory = '256mb', progress } = options;
  const directory = resolve(options.directory);
  const file = await neededProgram('redis-server', progress);
  const port = options.port ?? (await freePort());
  const url = `redis://127.0.0.1:${port}`;
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: directory,
    save: '',
    appendonly: 'no',
    maxmemory: maxMemory,
    'maxmemory-policy': 'allkeys-lru',
  };
  const server = await startService({
    name: 'Redis',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    answers: ({ pid }) => answersAsProcess(url, pid),
    stopSignal: 'SIGTERM',
    ...{ file, directory, port, progress },
  });
  return { url, port, ...server };
}
