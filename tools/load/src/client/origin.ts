import { type Dispatcher, Pool } from 'undici';
import { type Answer, type Asked, headersOf, type Rung, type Source } from './source.js';

export interface Posted {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** The address under test, over real connections, bounded in number; what waits for one too long fails as what is not answered does. */
export class Origin implements Source {
  private readonly pool: Pool;

  private readonly timeoutMs: number;

  constructor(url: string, { connections, timeoutMs }: { connections: number; timeoutMs: number }) {
    this.timeoutMs = timeoutMs;
    this.pool = new Pool(url, { connections, connect: { timeout: timeoutMs } });
  }

  get({ path, headers }: Asked): Promise<Answer> {
    return this.send({ method: 'GET', path, headers });
  }

  post({ path, headers, body }: Posted): Promise<Answer> {
    const typed = { ...headers, 'content-type': 'application/json' };
    return this.send({ method: 'POST', path, headers: typed, body: JSON.stringify(body) });
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async send(request: Dispatcher.RequestOptions): Promise<Answer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    const { statusCode: status, headers, body } = await this.pool.request({ ...request, signal });
    const byName = headersOf(headers);
    return {
      status,
      headers: byName,
      body: await body.text(),
      rung: rungIn(byName['cache-status'] ?? ''),
    };
  }
}

/** RFC 9211: one member for each cache on the way. */
function rungIn(cacheStatus: string): Rung | undefined {
  const members = cacheStatus.split(',').map((member) => member.trim());
  if (members.some((member) => /^contrail-edge; *hit\b/.test(member))) return 'edge';
  const own = members.find((member) => member.startsWith('contrail;'));
  const detail = /\bdetail=(memory|redis|postgres)\b/.exec(own ?? '')?.[1];
  return detail === 'memory' || detail === 'redis' || detail === 'postgres' ? detail : undefined;
}
