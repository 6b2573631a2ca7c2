import type { Command, Handled } from './command.js';
import { decideCommand } from './decide-command.js';
import { handleTogether, type Log, type WaitingCommand } from './handle-together.js';

/** How many commands of a stream may wait; more are told to come again. */
const longestQueue = 1000;
/** How many of them may be the same command. */
const mostRepeats = 100;
/** Decided together: of the 500 streams that an append may claim, a booking's command claims up to five. */
const largestBatch = 64;

/** Commands that are decided and appended together; while it waits, others that name a stream of theirs join it. */
class Batch {
  readonly commands: WaitingCommand[] = [];
  readonly commandIds = new Set<string>();
  /** Those that name streams of its own, and came before. */
  readonly behind = new Set<Batch>();
  isUnderWay = false;

  /** A repeat is decided when the first is in the log. */
  takes({ commandId }: WaitingCommand): boolean {
    return this.commands.length < largestBatch && !this.commandIds.has(commandId);
  }
}

/**
 * Commands that name a common stream are decided in the order of their coming: while some of them are under way, the
 * others gather, to be decided in turn and appended together. So the expected version need not refuse any within a
 * process; across processes it decides.
 */
export class CommandQueue {
  /** By stream and command id. */
  private readonly last = new Map<string, Batch>();
  private readonly lengths = new Map<string, number>();
  private readonly batches = new Set<Batch>();

  constructor(private readonly log: Log) {}

  handle<Refusal>(command: Command<Refusal>): Promise<Handled<Refusal>> {
    const { streamIds, commandId } = command;
    if (this.length(commandId) >= mostRepeats) return Promise.resolve({ outcome: 'under-way' });
    if (streamIds.some((id) => this.length(id) >= longestQueue)) {
      return Promise.resolve({ outcome: 'overtaken' });
    }
    return new Promise((answer, fail) => {
      this.add({
        ...{ streamIds, commandId, answer, fail },
        async decide(on, written) {
          const decided = await decideCommand(command, on, written);
          return { ...decided, tell: () => answer(decided.handled) };
        },
      });
    });
  }

  private add(command: WaitingCommand): void {
    const names = namesOf(command);
    const before = new Set(names.flatMap((name) => this.last.get(name) ?? []));
    const batch = batchFor(command, before);
    batch.commands.push(command);
    batch.commandIds.add(command.commandId);
    for (const name of names) {
      this.last.set(name, batch);
      this.lengths.set(name, this.length(name) + 1);
    }
    for (const earlier of before) if (earlier !== batch) batch.behind.add(earlier);
    this.batches.add(batch);
    if (batch.behind.size === 0) void this.work(batch);
  }

  /** Never rejects. */
  private async work(batch: Batch): Promise<void> {
    batch.isUnderWay = true;
    try {
      await handleTogether(this.log, batch.commands);
    } catch (error) {
      // Those that were answered before do not hear of it.
      for (const command of batch.commands) command.fail(error);
    }
    for (const name of batch.commands.flatMap(namesOf)) this.leave(name, batch);
    this.batches.delete(batch);
    for (const next of this.batches) {
      if (next.behind.delete(batch) && next.behind.size === 0) void this.work(next);
    }
  }

  private length(name: string): number {
    return this.lengths.get(name) ?? 0;
  }

  private leave(name: string, batch: Batch): void {
    if (this.last.get(name) === batch) this.last.delete(name);
    const left = this.length(name) - 1;
    if (left > 0) this.lengths.set(name, left);
    else this.lengths.delete(name);
  }
}

function namesOf({ streamIds, commandId }: WaitingCommand): string[] {
  return [...streamIds, commandId];
}

/** A batch that has to wait for another that waits is a new one: so none ever waits for itself. */
function batchFor(command: WaitingCommand, before: ReadonlySet<Batch>): Batch {
  const [waiting, ...others] = [...before].filter(({ isUnderWay }) => !isUnderWay);
  return waiting && others.length === 0 && waiting.takes(command) ? waiting : new Batch();
}
