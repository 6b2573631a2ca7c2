import CachePolicy from 'http-cache-semantics';
import { LRUCache } from 'lru-cache';
import { type Answer, type Asked, headersOf, type Source } from './source.js';

interface Stored {
  policy: CachePolicy;
  answer: Answer;
}

export interface HttpCacheOptions {
  rung: 'browser' | 'edge';
  /** Answers that it keeps. */
  entries: number;
  /** Milliseconds since 1970; the clock by default. */
  now?: () => number;
}

/** A cache that obeys RFC 9111 and RFC 5861: a browser's own, or one that the users of a region share. */
export class HttpCache implements Source {
  private readonly stored: LRUCache<string, Stored>;
  private readonly underWay = new Map<string, Promise<Answer>>();
  private readonly Policy: typeof CachePolicy;

  constructor(
    private readonly behind: Source,
    private readonly options: HttpCacheOptions,
  ) {
    this.stored = new LRUCache({ max: options.entries });
    this.Policy = policyBy(options.now ?? Date.now);
  }

  async get(asked: Asked): Promise<Answer> {
    const known = this.stored.get(asked.path);
    if (known === undefined) return this.asked(asked);
    const { response, revalidation } = known.policy.evaluateRequest(requestOf(asked));
    if (response === undefined || revalidation?.synchronous) return this.asked(asked, known);
    // What fails in the background is asked again with the next read that finds it stale.
    if (revalidation !== undefined) void this.asked(asked, known).catch(() => undefined);
    return this.from(known);
  }

  /** Those who ask for the same at once are answered by one. */
  private asked(asked: Asked, known?: Stored): Promise<Answer> {
    const { path } = asked;
    const underWay = this.underWay.get(path);
    if (underWay !== undefined) return underWay;
    const answer = this.refreshed(asked, known).finally(() => this.underWay.delete(path));
    this.underWay.set(path, answer);
    return answer;
  }

  private async refreshed(asked: Asked, known?: Stored): Promise<Answer> {
    // Asked by what it has itself: who else waits for the answer may have something else.
    const own = { ...asked.headers };
    delete own['if-none-match'];
    const request = requestOf({ ...asked, headers: own });
    const headers = headersOf(known?.policy.revalidationHeaders(request) ?? own);
    const answer = await this.behind.get({ ...asked, headers });
    if (known !== undefined && answer.status === 304) {
      const { policy } = known.policy.revalidatedPolicy(request, responseOf(answer));
      const { rung } = answer;
      const stored = { policy, answer: { ...known.answer, rung } };
      this.stored.set(asked.path, stored);
      return { ...stored.answer, headers: headersOf(policy.responseHeaders()) };
    }
    const policy = new this.Policy(request, responseOf(answer), {
      shared: this.options.rung === 'edge',
    });
    if (policy.storable() && answer.status === 200) this.stored.set(asked.path, { policy, answer });
    return answer;
  }

  private from({ policy, answer }: Stored): Answer {
    const headers = headersOf(policy.responseHeaders());
    return { ...answer, headers, rung: this.options.rung };
  }
}

/** As the package has it, with its time told by a clock. */
function policyBy(clock: () => number): typeof CachePolicy {
  return class extends CachePolicy {
    now(): number {
      return clock();
    }
  };
}

function requestOf({ path, headers }: Asked): CachePolicy.HttpRequest {
  return { url: path, method: 'GET', headers: { ...headers } };
}

function responseOf({ status, headers }: Answer): CachePolicy.HttpResponse {
  return { status, headers: { ...headers } };
}
