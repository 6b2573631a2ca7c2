import { createHash } from 'node:crypto';

/** A list in the bytes that are sent, and their digest as its ETag. */
export interface List {
  etag: string;
  json: string;
}

export function list(answer: unknown): List {
  const json = JSON.stringify(answer);
  return { etag: `"${createHash('sha256').update(json).digest('base64url')}"`, json };
}
