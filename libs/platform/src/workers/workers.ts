import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { aborted } from '../process/index.js';
import { type Message, message } from './message.js';

const replacedAfterMs = 500;
/** Connections that wait here are handed out one at a time to each worker, and would be reset by the end of the last. */
const handedOutWithinMs = 500;

/**
 * Workers that share an address and nothing else: this process hands connections out to them in turn, passes on what
 * they ask each other, and starts another one for one that ends. They end when it does, however it ends.
 */
export class Workers {
  private serving = 0;

  constructor(
    private readonly count: number,
    private readonly stopping: AbortSignal,
    private readonly logger: Logger,
  ) {}

  /** @param ready is told the address once all of them serve; @throws Error when one ends before that */
  async run(ready: (url: string) => void): Promise<void> {
    const stopped = aborted(this.stopping).then(() => undefined);
    try {
      const url = await Promise.race([this.startAll(), stopped]);
      if (url !== undefined) ready(url);
      await stopped;
    } finally {
      await this.end();
    }
  }

  private get isServing(): boolean {
    return this.serving >= this.count;
  }

  private isStopping(): boolean {
    return this.stopping.aborted;
  }

  /** Their address. */
  private startAll(): Promise<string> {
    return new Promise((resolve, reject) => {
      const ready = (url: string) => {
        this.serving += 1;
        if (this.isServing) resolve(url);
      };
      for (let each = 0; each < this.count; each += 1) this.start(ready, reject);
    });
  }

  private start(ready?: (url: string) => void, failed?: (error: Error) => void): void {
    const worker = cluster.fork();
    worker.on('message', (sent) => {
      const { data } = message.safeParse(sent);
      if (data?.kind === 'ready') ready?.(data.url);
      else if (data !== undefined) pass(worker, data);
    });
    // Of one that was killed it is known that it cannot be told anything before it is known that it has ended.
    worker.on('error', ({ message: reason }) => {
      this.logger.warn(`worker ${worker.process.pid} could not be told: ${reason}`);
    });
    worker.once('exit', (code, signal) => {
      const how = signal || `exit code ${code}`;
      if (this.isServing) void this.replace(worker, how);
      else failed?.(new Error(`a worker ended before all were ready (${how})`));
    });
  }

  private async replace({ process: { pid } }: Worker, how: string): Promise<void> {
    if (this.isStopping()) return;
    this.logger.warn(`worker ${pid} has ended (${how}); another one takes its place`);
    await pause(replacedAfterMs);
    if (!this.isStopping()) this.start();
  }

  /** Each answers what is under way. */
  private async end(): Promise<void> {
    await pause(handedOutWithinMs);
    await Promise.all(
      living().map(async (worker) => {
        const ended = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        await ended;
      }),
    );
  }
}

/** Hands a question to all workers, and an answer to who has asked. */
function pass(worker: Worker, told: Message): void {
  if (told.kind === 'ask') {
    const all = living();
    const { question, id } = told;
    const asked: Message = { kind: 'asked', question, id, asker: worker.id, of: all.length };
    for (const each of all) each.send(asked);
  } else if (told.kind === 'answer') {
    living()
      .find(({ id }) => id === told.asker)
      ?.send(told);
  }
}

function living(): Worker[] {
  const all = Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? []);
  return all.filter((worker) => worker.isConnected() && !worker.isDead());
}
