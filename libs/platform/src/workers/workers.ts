import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { aborted } from '../process/index.js';
import { type Message, message } from './message.js';

const replacedAfterMs = 500;
/** Connections that wait here are handed out one at a time to each worker, and would be reset by the end of the last. */
const handedOutWithinMs = 200;

/**
 * Workers that share an address and nothing else: this process hands connections out to them in turn, passes on what
 * they ask each other, and starts another one for one that ends. They end when it does, however it ends.
 */
export class Workers {
  private isServing = false;

  constructor(
    private readonly count: number,
    private readonly stopping: AbortSignal,
    private readonly logger: Logger,
  ) {
    cluster.on('message', pass);
  }

  /** @param ready is told the address once all of them serve; @throws Error when one does not come so far */
  async run(ready: (url: string) => void): Promise<void> {
    const stopped = aborted(this.stopping).then(() => undefined);
    try {
      const starting = Promise.all(Array.from({ length: this.count }, () => this.start()));
      starting.catch(() => undefined);
      const urls = await Promise.race([starting, stopped]);
      const [url] = urls ?? [];
      this.isServing = true;
      if (url !== undefined) ready(url);
      await stopped;
    } finally {
      await this.end();
    }
  }

  private isStopping(): boolean {
    return this.stopping.aborted;
  }

  private start(): Promise<string> {
    const worker = cluster.fork();
    return new Promise((resolve, reject) => {
      worker.on('message', (sent) => {
        const { data } = message.safeParse(sent);
        if (data?.kind === 'ready') resolve(data.url);
      });
      worker.once('exit', (code, signal) => {
        const how = signal || `exit code ${code}`;
        reject(new Error(`a worker ended before it was ready (${how})`));
        if (this.isServing) void this.replace(worker, how);
      });
    });
  }

  private async replace({ process: { pid } }: Worker, how: string): Promise<void> {
    if (this.isStopping()) return;
    this.logger.warn(`worker ${pid} has ended (${how}); another one takes its place`);
    await pause(replacedAfterMs);
    if (this.isStopping()) return;
    // One that does not come so far has ended, and is replaced too.
    await this.start().catch(() => undefined);
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
function pass(worker: Worker, sent: unknown): void {
  const { data } = message.safeParse(sent);
  if (data?.kind === 'ask') {
    const all = living();
    const { question, id } = data;
    const asked: Message = { kind: 'asked', question, id, asker: worker.id, of: all.length };
    for (const each of all) each.send(asked);
  } else if (data?.kind === 'answer') {
    living()
      .find(({ id }) => id === data.asker)
      ?.send(data);
  }
}

function living(): Worker[] {
  const all = Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? []);
  return all.filter((worker) => worker.isConnected() && !worker.isDead());
}
