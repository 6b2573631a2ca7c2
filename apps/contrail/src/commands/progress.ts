import { SingleBar } from 'cli-progress';

/** How far a command has come. */
export interface Shown {
  done: number;
  of: number;
  /** What there is to tell beside: the rate first, since a narrow terminal cuts the end off. */
  told: string;
}

const linesEveryMs = 2000;

/** On standard error: a bar on a terminal, elsewhere a line now and then. */
export class Progress {
  private bar: SingleBar | undefined;

  show({ done, of, told }: Shown): void {
    if (this.bar === undefined) {
      this.bar = newBar();
      this.bar.start(of, done, { told });
    } else {
      this.bar.setTotal(of);
      this.bar.update(done, { told });
    }
  }

  /** The last state stays on a line of its own, and what is shown next begins another. */
  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

function newBar(): SingleBar {
  return new SingleBar({
    format: process.stderr.isTTY ? '{bar} {percentage}% {told}' : '{percentage}% {told}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 20,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: linesEveryMs,
    // Elsewhere it would add an empty line to the last one.
    clearOnComplete: !process.stderr.isTTY,
    gracefulExit: false,
  });
}
