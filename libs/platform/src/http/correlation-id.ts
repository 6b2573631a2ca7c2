import { randomUUID } from 'node:crypto';

const [digits, begin] = [12, 24];
const ofProcess = randomUUID().slice(0, begin);
let counted = Number.parseInt(randomUUID().slice(begin), 16);

/**
 * A UUID of version 4 whose last 48 bits are counted from a random one: nobody need be unable to guess it. A random one
 * takes 0.25 to 1 µs, a twentieth of a hot read.
 */
export function newCorrelationId(): string {
  counted = (counted + 1) % 2 ** 48;
  return ofProcess + counted.toString(16).padStart(digits, '0');
}
