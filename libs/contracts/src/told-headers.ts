/** What answers tell in their headers: a line for each name. */
export type ToldHeaders = Readonly<Record<string, string>>;

/** Of every answer to a write. */
export const writeHeaders = {
  'Consistency-Token': 'a read that sends it back sees this write',
  'Idempotent-Replayed': 'true when the key was used before: this is the answer of then',
} satisfies ToldHeaders;

/** Of every answer that may be cached. */
export const cacheHeaders = {
  ETag: 'strong: the generation and version that it was made from, or a digest of it; and the coding',
  'Cache-Control': 'how long it may be reused; no-store for a read with a Consistency-Token',
  Vary: 'Accept-Encoding; Consistency-Token: an answer that waited for a write is not for others',
  Age: 'seconds since it was known to be current',
  'Cache-Status': 'the rung of the read ladder that answered (RFC 9211)',
} satisfies ToldHeaders;

export const retryHeaders = { 'Retry-After': 'seconds to wait before it' } satisfies ToldHeaders;

/** Of every answer to a request. */
export const answerHeaders = {
  'X-Correlation-Id': 'the request in the log, and in the metadata of the events that it wrote',
} satisfies ToldHeaders;

/** Whether an answer that tells of a header always has it. */
export function isAlwaysThere(name: string): boolean {
  return name !== 'Idempotent-Replayed';
}
