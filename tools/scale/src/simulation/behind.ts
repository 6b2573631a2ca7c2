import { freshFromView } from '#contracts';
import type { Answer, Source } from '#tools/load';
import type { SimulatedTime } from './simulated-time.js';

/** As a query-api sends them. */
const headers = {
  etag: '"1-1"',
  'cache-control': freshFromView,
  'cache-status': 'contrail; hit; detail=memory',
};

/** What is behind a cache, so far away; counts what it is asked. */
export class Behind implements Source {
  asked = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly roundTripMs: number,
  ) {}

  async get(): Promise<Answer> {
    this.asked += 1;
    await this.time.pause(this.roundTripMs);
    return { status: 200, headers, body: '', rung: 'memory' };
  }
}
