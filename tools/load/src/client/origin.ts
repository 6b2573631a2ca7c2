import { type Dispatcher, Pool } from 'undici';
import { type Answer, type Asked, headersOf, type Rung, type Source } from './source.js';

export interface Posted {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** The address under test, over real connections, bounded in number. */
export class Origin implements Source {
  private readonly pool: Pool;

  constructor(url: string, { connections, timeoutMs }: { connections: number; timeoutMs: number }) {
    this.pool = new Pool(url, {
      connections,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: { timeout: timeoutMs },
    });
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
    const { statusCode: status, headers, body } = await this.pool.request(request);
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
