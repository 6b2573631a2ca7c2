import type { RedisConnection } from './redis-connection.js';
import type { Unreachable } from './row-copies.js';

/**
 * Which partitions of the compacted topic Redis has been filled from. The marks are lost with what was
 * filled, when Redis is flushed; they name the run of Redis that they were made in, since one that comes
 * back with what it had saved has older rows.
 */
export class FilledPartitions {
  constructor(
    private readonly redis: RedisConnection,
    private readonly log: string,
  ) {}

  async isFilled(partition: number): Promise<boolean | Unreachable> {
    const found = await this.redis.ask((client) =>
      Promise.all([client.get(this.key(partition)), client.info('server')]),
    );
    if (found === 'unreachable') return found;
    const [mark, info] = found;
    return mark === filledIn(runOf(info));
  }

  /** To be called before the first row is put. */
  async beginFilling(partition: number): Promise<'begun' | Unreachable> {
    const info = await this.redis.ask((client) => client.info('server'));
    if (info === 'unreachable') return info;
    const mark = fillingIn(runOf(info));
    const set = await this.redis.ask((client) => client.set(this.key(partition), mark));
    return set === 'unreachable' ? set : 'begun';
  }

  /** False when Redis was flushed or restarted since the filling began: it is to be filled again. */
  async markFilled(partition: number): Promise<boolean | Unreachable> {
    const info = await this.redis.ask((client) => client.info('server'));
    if (info === 'unreachable') return info;
    const run = runOf(info);
    const key = this.key(partition);
    return this.redis.ask((client) => client.turnFilled(key, fillingIn(run), filledIn(run)));
  }

  private key(partition: number): string {
    return `contrail:${this.log}:filled:${partition}`;
  }
}

function runOf(info: string): string {
  const run = /^run_id:(\w+)/m.exec(info)?.[1];
  if (run === undefined) throw new Error('Redis does not tell its run_id');
  return run;
}

const fillingIn = (run: string) => `filling in run ${run}`;
const filledIn = (run: string) => `filled in run ${run}`;
