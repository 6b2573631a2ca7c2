import type { getFlight, RequestOf } from '#contracts';
import type { FastifyReply } from 'fastify';
import { preferredCoding } from './content-coding.js';
import type { Encoded, HeaderList, Representation } from './representation.js';

export interface Cacheable {
  representation: Representation;
  /** Where the answer was found. */
  rung: 'memory' | 'redis' | 'postgres' | 'log';
  /** Seconds since the rung last knew it to be current (RFC 9111, 5.1). */
  age: number;
  cacheControl: string;
}

/** RFC 9211: PostgreSQL's views are what the others are caches of; the past is read from the log itself. */
const cacheStatus: Record<Cacheable['rung'], string> = {
  memory: 'contrail; hit; detail=memory',
  redis: 'contrail; hit; detail=redis',
  postgres: 'contrail; fwd=miss; detail=postgres',
  log: 'contrail; fwd=miss; detail=log',
};

/** What of a read decides how it is answered. */
type CachedReadHeaders = Pick<
  RequestOf<typeof getFlight>['headers'],
  'consistency-token' | 'if-none-match'
>;

export interface CachedAnswer {
  status: 200 | 304;
  /** Of this answer alone: whoever sends it may add to them. */
  headers: HeaderList;
  /** None of a 304. */
  encoded?: Encoded;
}

/** How a cacheable read is answered: 304 without a body when the client has it already. */
export function cachedAnswer(
  { representation, rung, age, cacheControl }: Cacheable,
  read: CachedReadHeaders,
  acceptEncoding: string | undefined,
): CachedAnswer {
  const encoded = representation.in(preferredCoding(acceptEncoding));
  const { etag } = encoded;
  const fresh = read['consistency-token'] === undefined ? cacheControl : 'no-store';
  const headers = ['etag', etag, 'age', `${age}`, 'cache-status', cacheStatus[rung]];
  headers.push('vary', 'Accept-Encoding, Consistency-Token', 'cache-control', fresh);
  if (matches(read['if-none-match'], etag)) return { status: 304, headers };
  headers.push(...encoded.headers);
  return { status: 200, headers, encoded };
}

/** Answers a cacheable read; what it returns is the body. */
export function answerCacheable(
  cacheable: Cacheable,
  read: CachedReadHeaders,
  reply: FastifyReply,
): Buffer | undefined {
  const accepted = reply.request.headers['accept-encoding'];
  // One that comes twice is one, with a comma (RFC 9110, 5.3); so does Node.js join it.
  const { status, headers, encoded } = cachedAnswer(cacheable, read, accepted?.toString());
  for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] ?? '', headers[at + 1]);
  reply.status(status);
  return encoded && Buffer.from(encoded.body, encoded.charset);
}

/** RFC 9110, 13.1.2: a weak comparison. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
