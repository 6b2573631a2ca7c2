import type { z } from 'zod';
import type { ViewName, ViewRow } from '../folds/index.js';
import type { RedisConnection } from './redis-connection.js';
import type { RowCopies, Unreachable } from './row-copies.js';

/** So many rows are asked of Redis at once: others' commands have their turn in between. */
const pipelined = 500;

export interface CopiedView<State> {
  /** The id of the log that the rows follow from; another's copies are others, by their keys. */
  log: string;
  view: ViewName;
  /** What comes back from Redis is what this process wrote, another version of it, or a hand. */
  row: z.ZodType<ViewRow<State>>;
}

/** Copies in Redis, which all processes share: a hash a row, `contrail:LOG:VIEW:STREAM`. */
export class RedisCopies<State> implements RowCopies<State> {
  private readonly keys: string;

  constructor(
    private readonly redis: RedisConnection,
    private readonly copied: CopiedView<State>,
  ) {
    this.keys = `contrail:${copied.log}:${copied.view}:`;
  }

  async put(rows: readonly ViewRow<State>[]): Promise<string[] | Unreachable> {
    const newer: string[] = [];
    for (let from = 0; from < rows.length; from += pipelined) {
      const some = rows.slice(from, from + pipelined);
      // What is asked in one turn travels together.
      const ages = await this.redis.ask((client) =>
        Promise.all(
          some.map(({ streamId, generation, version, asOf, state }) => {
            const row = { generation, version, asOf, state: JSON.stringify(state) };
            return client.putRow(this.keys + streamId, row);
          }),
        ),
      );
      if (ages === 'unreachable') return ages;
      newer.push(...some.flatMap(({ streamId }, at) => (ages[at] === -1 ? [streamId] : [])));
    }
    return newer;
  }

  /** Undefined also for what cannot be read. */
  async row(streamId: string): Promise<ViewRow<State> | Unreachable | undefined> {
    const fields = await this.redis.ask((client) => client.hGetAll(this.keys + streamId));
    if (fields === 'unreachable') return fields;
    const { generation, version, asOf, state } = fields;
    if (state === undefined) return undefined;
    const numbers = { generation: Number(generation), version: Number(version) };
    return this.copied.row.safeParse({ streamId, ...numbers, asOf, state: parsed(state) }).data;
  }

  async versions(streamIds: readonly string[]): Promise<Map<string, number> | Unreachable> {
    const versions = await this.redis.ask((client) =>
      Promise.all(streamIds.map((id) => client.hGet(this.keys + id, 'version'))),
    );
    if (versions === 'unreachable') return versions;
    return new Map(streamIds.map((id, at) => [id, Number(versions[at] ?? 0)]));
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
