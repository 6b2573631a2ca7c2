import { createHash } from 'node:crypto';

/** An answer in the bytes that are sent, and their digest as its ETag. */
export interface Digested {
  etag: string;
  json: string;
}

export function digested(answer: unknown): Digested {
  const json = JSON.stringify(answer);
  return { etag: `"${createHash('sha256').update(json).digest('base64url')}"`, json };
}
