import type { RecordedEvent } from '#contracts';
import type { AppendResult, CommandToAppend } from './append.js';
import type { DecidedOn, Handled } from './command.js';
import type { DecidedCommand } from './decide-command.js';
import type { Loaded } from './load.js';

export interface Log {
  load(streamIds: readonly string[], commandIds: readonly string[]): Promise<Loaded>;
  append(commands: readonly CommandToAppend[]): Promise<AppendResult>;
}

/** A command that somebody waits for, whatever it may be refused by. */
export interface WaitingCommand {
  commandId: string;
  streamIds: readonly string[];
  decide(on: DecidedOn, written: readonly RecordedEvent[]): Promise<Decision>;
  answer(handled: Handled<never>): void;
  fail(reason: unknown): void;
}

type Decision = Omit<DecidedCommand<never>, 'handled'> & {
  /** Answers the command: what it was decided on is in the log. */
  tell(): void;
};

type Turn = Decision & { command: WaitingCommand };

/** Rounds of load, decide, append that other processes may spoil. */
const rounds = 100;

/**
 * Loads once, decides the commands in their order, each on what those before it leave, and appends all at once. Where
 * another process was quicker, the commands that it concerns are decided again.
 *
 * @throws what load and append throw: the commands without an answer have none
 */
export async function handleTogether(log: Log, commands: readonly WaitingCommand[]): Promise<void> {
  let waiting = commands;
  for (let round = 0; round < rounds && waiting.length > 0; round += 1) {
    const spoiled = await appendAll(log, await decideInTurn(log, waiting));
    waiting = waiting.filter((command) => spoiled.has(command));
  }
  for (const command of waiting) command.answer({ outcome: 'overtaken' });
}

/** One that fails to be decided is out of it, and leaves nothing to the others. */
async function decideInTurn(log: Log, commands: readonly WaitingCommand[]): Promise<Turn[]> {
  const streamIds = new Set(commands.flatMap((command) => command.streamIds));
  const commandIds = commands.map(({ commandId }) => commandId);
  const { written, now, ...loaded } = await log.load([...streamIds], commandIds);
  const streams = new Map(loaded.streams);
  const turns: Turn[] = [];
  for (const command of commands) {
    const own = command.streamIds.map((id) => [id, streams.get(id) ?? { events: [] }] as const);
    const before = written.filter(({ metadata }) => metadata.commandId === command.commandId);
    try {
      const decision = await command.decide({ streams: new Map(own), now }, before);
      turns.push({ ...decision, command });
      for (const [streamId, stream] of decision.after) streams.set(streamId, stream);
    } catch (error) {
      command.fail(error);
    }
  }
  return turns;
}

/** Answers the commands whose decisions stand, and returns the others. */
async function appendAll(log: Log, turns: readonly Turn[]): Promise<Set<WaitingCommand>> {
  const toAppend = turns.flatMap((turn) => turn.toAppend ?? []);
  const result = toAppend.length > 0 ? await log.append(toAppend) : undefined;
  if (result === undefined || result.outcome === 'appended') {
    for (const turn of turns) {
      for (const event of turn.events) event.recordedAt = result?.recordedAt ?? event.recordedAt;
      turn.tell();
    }
    return new Set();
  }
  const { spoiled, standing } = split(
    turns,
    result.outcome === 'conflict' ? result.streamId : result.commandId,
  );
  return new Set([...spoiled, ...(await appendAll(log, standing))]);
}

/** A decision that rests on what stands in the way is spoiled, and so is one that rests on a spoiled one. */
function split(turns: readonly Turn[], inTheWay: string) {
  const spoiled: WaitingCommand[] = [];
  const standing: Turn[] = [];
  const names = new Set([inTheWay]);
  for (const turn of turns) {
    const { command, after } = turn;
    const touched = [command.commandId, ...command.streamIds, ...after.keys()];
    if (touched.some((name) => names.has(name))) {
      spoiled.push(command);
      for (const name of touched) names.add(name);
    } else {
      standing.push(turn);
    }
  }
  return { spoiled, standing };
}
