import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { operatorKey } from './application.js';

export interface DistributedOptions {
  /** How many of each; 1 by default. */
  booking?: number;
  query?: number;
  projector?: number;
  /** Days of the real schedule; 1 by default. */
  days?: number;
  /** Settings, over the tests' own: `HOLD_SECONDS`, `KAFKA_BROKERS`, …. */
  env?: NodeJS.ProcessEnv;
  /** A data directory that stays; one of its own, removed at the end, by default. */
  data?: string;
}

export interface DistributedPart {
  pid: number;
  url: string;
}

export interface RunningDistributed {
  /** The edge's. */
  url: string;
  /** The data directory. */
  data: string;
  /** The supervisor's process id; it leads a process group of its own. */
  pid: number;
  /** The parts as they are now, by name: `booking-api-1`, `projector-2`, `relay`. One that was started again has another pid. */
  parts(): Map<string, DistributedPart>;
  services: {
    kafka: string;
    redisUrl: string;
    /** The owner's connection. */
    databaseUrl: string;
    secret: string;
    operatorKey: string;
    /** The process ids of those that were started here: `PostgreSQL`, `Kafka`, `Redis`, `Kafka Connect`, `nginx`; as they are now. */
    pids(): Map<string, number>;
  };
  /** What all of them have printed so far. */
  printed(): string;
  /** The supervisor's exit code, when it has ended; null after a signal. */
  ended: Promise<number | null>;
  /** SIGINT, or another signal, to the supervisor; answers its exit code when all that it started has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** The distributed profile, built, as local processes on real services of its own; resolves when the edge serves. */
export async function startDistributed(
  options: DistributedOptions = {},
): Promise<RunningDistributed> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'contrail-distributed-')));
  const counts = ['booking', 'query', 'projector'] as const;
  const args = [
    ...['dist/tools/distributed/src/main.js', '--port', '0', '--data', data],
    ...['--days', `${options.days ?? 1}`],
    ...counts.flatMap((name) => [`--${name}`, `${options[name] ?? 1}`]),
  ];
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      CONTRAIL_OPERATOR_KEY: operatorKey,
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = once(child, 'exit').then(() => child.exitCode);
  const { pid } = child;
  if (pid === undefined) throw new Error('the distributed profile did not start');
  const parts = new Map<string, DistributedPart>();
  const pids = new Map<string, number>();
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      createInterface(output).on('line', (line) => {
        printed += `${line}\n`;
        const part = /^(\S+) is process (\d+) at (http:\S+)$/.exec(line);
        if (part !== null) {
          const [, name = '', id, address = ''] = part;
          parts.set(name, { pid: Number(id), url: address });
        }
        const service = /^(\D+?) (?:\d\S* )?started on 127\.0\.0\.1:\d+, process (\d+)$/.exec(line);
        if (service !== null) pids.set(service[1] ?? '', Number(service[2]));
        if (line.includes('Ctrl-C stops it.')) {
          resolve(/Contrail is ready: (http:\S+)/.exec(printed)?.[1] ?? '');
        }
      });
    }
    void exited.then(() => reject(new Error(`the distributed profile did not start:\n${printed}`)));
  });
  const kept = async (name: string) => readFile(join(data, name), 'utf8');
  const told = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? '';
  const databaseUrl = new URL(options.env?.['DATABASE_URL'] ?? told(/^ {2}PostgreSQL +(\S+)$/m));
  if (databaseUrl.password === '') {
    databaseUrl.username = 'contrail';
    databaseUrl.password = await kept('database-password');
  }
  async function stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    child.kill(signal);
    const code = await exited;
    const all = [...[...parts.values()].map((part) => part.pid), ...pids.values()];
    while (all.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
    if (options.data === undefined) await rm(data, { recursive: true, force: true });
    return code;
  }
  return {
    ...{ url, data, pid, ended: exited, stop },
    parts: () => parts,
    services: {
      kafka: told(/^ {2}Kafka +(\S+)$/m),
      redisUrl: told(/^ {2}Redis +(\S+)$/m),
      databaseUrl: databaseUrl.href,
      secret: options.env?.['CONTRAIL_SECRET'] ?? (await kept('secret')),
      operatorKey: options.env?.['CONTRAIL_OPERATOR_KEY'] ?? operatorKey,
      pids: () => pids,
    },
    printed: () => printed,
  };
}

/** Of a zombie too, which its parent has not looked after yet. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
