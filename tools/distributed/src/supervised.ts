import { setTimeout as pause } from 'node:timers/promises';
import { aborted } from '#platform/process';
import { BackOff } from './back-off.js';

/** A process that has started. */
export interface Running {
  /** How it ended, once it has; never rejects. */
  ended: Promise<string>;
  /** Ends it in order; does nothing when it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a process.
 *
 * @param before what ran in its place: the new one takes over its address
 * @param stopping aborted when it is not wanted any more
 */
export type Launch<Process extends Running> = (
  before: Process | undefined,
  stopping: AbortSignal,
) => Promise<Process>;

/** Keeps a process running: one that ends is started again, and that is told. */
export class Supervised<Process extends Running> {
  /** Undefined while none runs. */
  current: Process | undefined;
  /** The one that runs, or ran last. */
  last: Process | undefined;
  private readonly backOff = new BackOff();
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  /** @param name as it stands in what is told */
  constructor(
    readonly name: string,
    private readonly launch: Launch<Process>,
    private readonly tell: (line: string) => void,
  ) {}

  /** @throws what stands in the way of the first start: later ones are tried again */
  async start(): Promise<Process> {
    const started = this.launch(undefined, this.stopping.signal);
    this.working = started.then(
      (process) => this.keepRunning(process),
      () => undefined,
    );
    return started;
  }

  /** Ends it, and it stays ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async keepRunning(first: Process): Promise<void> {
    const { signal } = this.stopping;
    for (let process: Process | undefined = first; process !== undefined;) {
      this.current = this.last = process;
      const since = performance.now();
      const how = await Promise.race([process.ended, aborted(signal)]);
      this.current = undefined;
      if (how === undefined) return process.stop();
      process = await this.startAgain(process, how, performance.now() - since);
    }
  }

  /** Undefined when it is not wanted any more. */
  private async startAgain(
    before: Process,
    how: string,
    ranMs: number,
  ): Promise<Process | undefined> {
    let pauseMs = this.backOff.after(ranMs);
    this.tell(`${this.name} has ended (${how}) and is started again in ${pauseMs / 1000} s`);
    for (;;) {
      await pause(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      const outcome = await this.launchUnlessStopping(before);
      if (!(outcome instanceof Error)) return outcome;
      pauseMs = this.backOff.after(0);
      const { message } = outcome;
      this.tell(`${this.name} did not start, the next try is in ${pauseMs / 1000} s: ${message}`);
    }
  }

  private async launchUnlessStopping(before: Process): Promise<Process | Error | undefined> {
    const { signal } = this.stopping;
    if (signal.aborted) return undefined;
    return this.launch(before, signal).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      return error instanceof Error ? error : new Error(String(error));
    });
  }
}
