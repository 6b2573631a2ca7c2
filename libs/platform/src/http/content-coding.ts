import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { Coding } from './representation.js';

const codings: readonly Coding[] = ['gzip', 'identity'];

/** Clients send few different ones, each with every request: read anew it takes 2 µs, looked up 0.1. */
const known = new LRUCache<string, Coding>({ max: 100 });

/** The coding that a client prefers of ours (RFC 9110, 12.5.3); who takes neither is sent the bytes as they are. */
export function preferredCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  const before = known.get(acceptEncoding);
  if (before !== undefined) return before;
  const [preferred] = new Negotiator({
    headers: { 'accept-encoding': acceptEncoding },
  }).encodings([...codings]);
  const coding = codings.find((each) => each === preferred) ?? 'identity';
  known.set(acceptEncoding, coding);
  return coding;
}
