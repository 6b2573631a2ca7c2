import { expect } from 'vitest';
import type { Desk, Post } from './client.js';

/** Sends a write twice under one key: the second answer is the first, and says so. */
export async function expectReplayed(
  client: Pick<Desk, 'post'>,
  path: string,
  body: object | undefined,
  how: Required<Post>,
): Promise<void> {
  const first = await client.post(path, body, how);
  expect(first.status).toBeLessThan(300);
  expect(first.headers['idempotent-replayed']).toBeUndefined();
  const second = await client.post(path, body, how);
  expect(second.status).toBe(first.status);
  expect(second.text).toBe(first.text);
  for (const name of ['location', 'consistency-token', 'cache-control']) {
    expect(second.headers[name]).toBe(first.headers[name]);
  }
  expect(second.headers['idempotent-replayed']).toBe('true');
}
