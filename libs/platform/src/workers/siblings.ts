import cluster from 'node:cluster';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Message, message } from './message.js';

const answeredWithinMs = 2_000;

/** What all workers of the process have to say; a process without workers is alone. */
@Injectable()
export class Siblings implements OnApplicationShutdown {
  private readonly answers = new Map<string, () => Promise<unknown>>();
  private readonly waiting = new Map<number, (answer: unknown, of: number) => void>();
  private readonly listener = (sent: unknown) => void this.take(sent);
  private asked = 0;

  constructor() {
    if (!this.isAlone) process.on('message', this.listener);
  }

  get isAlone(): boolean {
    return !cluster.isWorker;
  }

  onApplicationShutdown(): void {
    process.off('message', this.listener);
  }

  /** @param answer what this worker says, as JSON has it */
  answerBy(question: string, answer: () => Promise<unknown>): void {
    this.answers.set(question, answer);
  }

  /** The answers, its own too; `missing`: how many did not answer in time. */
  async ask(question: string): Promise<{ answers: unknown[]; missing: number }> {
    if (this.isAlone) return { answers: [await this.answers.get(question)?.()], missing: 0 };
    this.asked += 1;
    const id = this.asked;
    const answers: unknown[] = [];
    let expected = 1;
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, answeredWithinMs);
      this.waiting.set(id, (answer, of) => {
        expected = of;
        if (answers.push(answer) < of) return;
        clearTimeout(late);
        resolve();
      });
      tell({ kind: 'ask', question, id });
    });
    this.waiting.delete(id);
    return { answers, missing: expected - answers.length };
  }

  private async take(sent: unknown): Promise<void> {
    const { data } = message.safeParse(sent);
    if (data?.kind === 'answer') this.waiting.get(data.id)?.(data.answer, data.of);
    if (data?.kind !== 'asked') return;
    const { id, asker, of, question } = data;
    tell({ kind: 'answer', id, asker, of, answer: await this.answers.get(question)?.() });
  }
}

/** To the process that has started this worker. When that is gone this one ends too: nobody misses the message. */
export function tell(told: Message): void {
  process.send?.(told, undefined, undefined, () => undefined);
}
