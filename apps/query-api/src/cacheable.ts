import type { getBooking, getFlight, RequestOf } from '#contracts';
import type { FastifyReply } from 'fastify';

/** How long a view's answer may be reused. */
export const freshFromView = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400';

export interface Cacheable<Answer> {
  /** Strong, in its quotes. */
  etag: string;
  /** Where the answer was found. */
  rung: 'memory' | 'redis' | 'postgres';
  /** Seconds since the rung last knew it to be current (RFC 9111, 5.1). */
  age: number;
  cacheControl: string;
  body: () => Answer;
}

/** RFC 9211: PostgreSQL is what the others are caches of. */
const cacheStatus: Record<Cacheable<unknown>['rung'], string> = {
  memory: 'contrail; hit; detail=memory',
  redis: 'contrail; hit; detail=redis',
  postgres: 'contrail; fwd=miss; detail=postgres',
};

/** What of a read decides what it is answered from. */
export type ReadHeaders = RequestOf<typeof getBooking>['headers'];

/** What of a read decides how it is answered. */
type CachedReadHeaders = RequestOf<typeof getFlight>['headers'];

/** Answers a cacheable read: 304 without a body when the client has it already. */
export function answerCacheable<Answer>(
  { etag, rung, age, cacheControl, body }: Cacheable<Answer>,
  read: CachedReadHeaders,
  reply: FastifyReply,
): Answer | undefined {
  reply
    .header('etag', etag)
    .header('age', `${age}`)
    .header('cache-status', cacheStatus[rung])
    .header('vary', 'Consistency-Token')
    .header('cache-control', read['consistency-token'] === undefined ? cacheControl : 'no-store');
  if (!matches(read['if-none-match'], etag)) return body();
  reply.status(304);
  return undefined;
}

/** RFC 9110, 13.1.2: a weak comparison. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
