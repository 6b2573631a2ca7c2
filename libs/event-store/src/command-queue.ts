import type { Command, Handled } from './command.js';
import { decideCommand } from './decide-command.js';
import { handleTogether, type Log, type WaitingCommand } from './handle-together.js';

/** How many commands of a stream may wait; more are told to come again. */
const longestQueue = 1000;
/** How many of them may be the same command. */
const mostRepeats = 100;
/** Decided together: of the 500 streams that an append may claim, a booking's command claims up to five. */
const largestBatch = 64;
/** Under way at once. */
const mostBatches = 4;

interface QueuedCommand extends WaitingCommand {
  /** Its id and, where it is alone on one, a stream: a batch takes one command of each. */
  aloneOn: readonly string[];
}

/**
 * Commands gather while as many batches as may be are under way, or one that names a stream of theirs; then they are
 * decided in turn and appended together. So the expected version need not refuse any within a process (across
 * processes it decides), and the more there are to do, the less of a round trip and a commit each of them takes.
 */
export class CommandQueue {
  private waiting: QueuedCommand[] = [];
  private batches = 0;
  /** Streams and ids of the commands under way. */
  private readonly claimed = new Set<string>();
  /** How many commands, waiting or under way, name a stream or are of an id. */
  private readonly lengths = new Map<string, number>();

  constructor(private readonly log: Log) {}

  handle<Refusal>(command: Command<Refusal>): Promise<Handled<Refusal>> {
    const { streamIds, commandId, aloneOn } = command;
    if (this.length(commandId) >= mostRepeats) return Promise.resolve({ outcome: 'under-way' });
    if (streamIds.some((id) => this.length(id) >= longestQueue)) {
      return Promise.resolve({ outcome: 'overtaken' });
    }
    return new Promise((answer, fail) => {
      this.add({
        ...{ streamIds, commandId, answer, fail },
        aloneOn: aloneOn === undefined ? [commandId] : [commandId, aloneOn],
        async decide(on, written) {
          const decided = await decideCommand(command, on, written);
          return { ...decided, tell: () => answer(decided.handled) };
        },
      });
    });
  }

  private add(command: QueuedCommand): void {
    for (const name of namesOf(command)) this.lengths.set(name, this.length(name) + 1);
    this.waiting.push(command);
    this.begin();
  }

  private begin(): void {
    while (this.batches < mostBatches) {
      const batch = this.nextBatch();
      if (batch.length === 0) return;
      void this.work(batch);
    }
  }

  /**
   * Those that wait for none before them: of a stream in the order of their coming. A second of those that are to be
   * alone, or a repeat, waits for the next batch, and holds up none but its like.
   */
  private nextBatch(): QueuedCommand[] {
    const batch: QueuedCommand[] = [];
    const passedOver: QueuedCommand[] = [];
    const held = new Set(this.claimed);
    const alone = new Set<string>();
    for (const command of this.waiting) {
      const waits =
        batch.length === largestBatch || namesOf(command).some((name) => held.has(name));
      const isFree = !waits && command.aloneOn.every((name) => !alone.has(name));
      (isFree ? batch : passedOver).push(command);
      if (waits) for (const name of namesOf(command)) held.add(name);
      else for (const name of command.aloneOn) alone.add(name);
    }
    this.waiting = passedOver;
    return batch;
  }

  /** Never rejects. */
  private async work(batch: readonly QueuedCommand[]): Promise<void> {
    const names = batch.flatMap(namesOf);
    for (const name of names) this.claimed.add(name);
    this.batches += 1;
    try {
      await handleTogether(this.log, batch);
    } catch (error) {
      // Those that were answered before do not hear of it.
      for (const command of batch) command.fail(error);
    }
    this.batches -= 1;
    for (const name of names) this.leave(name);
    this.begin();
  }

  private length(name: string): number {
    return this.lengths.get(name) ?? 0;
  }

  private leave(name: string): void {
    this.claimed.delete(name);
    const left = this.length(name) - 1;
    if (left > 0) this.lengths.set(name, left);
    else this.lengths.delete(name);
  }
}

function namesOf({ streamIds, commandId }: WaitingCommand): string[] {
  return [...streamIds, commandId];
}
