import { headOfNothing } from '#event-store';

/** How far a verification has come. */
export interface Progress {
  /** `streams`: each stream by itself, and its views; `order`: the whole log in the order of its writing. */
  step: 'streams' | 'order';
  /** Events looked at in this step, out of `of`. */
  events: number;
  of: number;
  /** Events a second in this step. */
  rate: number;
  /** Found so far, in all steps. */
  differences: number;
}

/** What has been looked at. */
export class Tally {
  events = 0;
  streams = 0;
  /** Of views, or places where one is missing. */
  rows = 0;
  /** Rows whose next event the projector has not come to. */
  behind = 0;
  differences = 0;
  /** The log's own, as far as it has been read in order. */
  head = headOfNothing;
  private readonly begun = performance.now();

  constructor(
    private readonly listener: {
      progress: (progress: Progress) => void;
      signal?: AbortSignal;
    },
  ) {}

  get seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }

  /**
   * @param since when the step began
   * @throws the signal's reason once it is aborted
   */
  tell(step: Progress['step'], events: number, of: number, since: number): void {
    this.listener.signal?.throwIfAborted();
    const rate = Math.round((events * 1000) / Math.max(performance.now() - since, 1));
    this.listener.progress({ step, events, of, rate, differences: this.differences });
  }
}
