import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OwnRedis, startOwnRedis } from '../../../../test/setup/own-redis.js';
import { RedisConnection } from './redis-connection.js';
import { RedisCopies } from './redis-copies.js';
import { rowOf, versionsRow } from './view-store-contract.spec.js';

const a = 'flight-A';
/** Longer than a Redis takes on a machine that is busy. */
const replyWithinMs = 1_000;

let redis: OwnRedis;
let connection: RedisConnection;
let copies: RedisCopies<number[]>;
let told: string[];

beforeEach(async () => {
  redis = await startOwnRedis();
  told = [];
  connection = new RedisConnection({
    url: redis.url,
    replyWithinMs,
    onUnreachable: (reason) => told.push(`unreachable: ${reason}`),
    onReachable: () => told.push('reachable'),
    onRefusal: (reason) => told.push(`refused: ${reason}`),
  });
  copies = new RedisCopies(connection, { log: '1/1', view: 'availability', row: versionsRow });
});

afterEach(async () => {
  await connection.close();
  await redis.remove();
});

/** What a read says, and how long it took. */
async function timedRead() {
  const begin = performance.now();
  const row = await copies.row(a);
  return { row, ms: performance.now() - begin };
}

async function putOnce(): Promise<void> {
  await expect.poll(() => copies.put([rowOf(a, 1, 1)]), { timeout: 10_000 }).toEqual([]);
}

it('answers at once that a killed Redis is unreachable, and comes back by itself', async () => {
  await putOnce();
  const reads = Array.from({ length: 100 }, () => copies.row(a));
  await redis.kill();
  for (const row of await Promise.all(reads)) {
    expect([rowOf(a, 1, 1), 'unreachable']).toContainEqual(row);
  }
  await expect.poll(() => copies.row(a), { timeout: 10_000 }).toBe('unreachable');
  const { row, ms } = await timedRead();
  expect(row).toBe('unreachable');
  expect(ms).toBeLessThan(500);
  expect(await copies.put([rowOf(a, 1, 2)])).toBe('unreachable');
  expect(await copies.versions([a])).toBe('unreachable');
  await redis.start();
  await expect.poll(() => copies.row(a), { timeout: 10_000 }).toBeUndefined();
  expect(told).toEqual([expect.stringMatching(/^unreachable: ./), 'reachable']);
});

it('waits for a Redis that hangs once, and no more until it answers again', async () => {
  await putOnce();
  redis.hang();
  const first = await timedRead();
  expect(first.row).toBe('unreachable');
  expect(first.ms).toBeGreaterThan(900);
  const second = await timedRead();
  expect(second.row).toBe('unreachable');
  expect(second.ms).toBeLessThan(500);
  redis.wake();
  await expect.poll(() => copies.row(a), { timeout: 10_000 }).toEqual(rowOf(a, 1, 1));
  expect(told).toEqual(['unreachable: no reply within 1000 ms', 'reachable']);
});

it('makes a new connection when one has hung for long', async () => {
  await putOnce();
  const session = () => connection.ask((client) => client.clientId());
  const before = await session();
  redis.hang();
  await copies.row(a);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  redis.wake();
  await expect.poll(() => copies.row(a), { timeout: 10_000 }).toEqual(rowOf(a, 1, 1));
  expect(await session()).not.toBe(before);
  expect(told).toEqual(['unreachable: no reply within 1000 ms', 'reachable']);
});

it('is unreachable, and tells it once, where nothing listens from the start', async () => {
  await redis.kill();
  await connection.close();
  const before = told.length;
  const nobody = new RedisConnection({
    url: redis.url,
    replyWithinMs,
    onUnreachable: (reason) => told.push(`unreachable: ${reason}`),
    onReachable: () => told.push('reachable'),
    onRefusal: () => undefined,
  });
  expect(await nobody.ask((client) => client.ping())).toBe('unreachable');
  await expect.poll(() => told.length, { timeout: 10_000 }).toBe(before + 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(told.slice(before)).toEqual([expect.stringMatching(/^unreachable: .*ECONNREFUSED/)]);
  await nobody.close();
});

it('says of what Redis refuses that it could not be had, and tells each refusal once', async () => {
  await putOnce();
  await connection.ask((client) =>
    client.configSet({ maxmemory: '1', 'maxmemory-policy': 'noeviction' }),
  );
  expect(await copies.put([rowOf(a, 1, 2)])).toBe('unreachable');
  expect(await copies.put([rowOf(a, 1, 2)])).toBe('unreachable');
  expect(await copies.row(a)).toEqual(rowOf(a, 1, 1));
  expect(told).toEqual([expect.stringMatching(/^refused: .*(OOM|maxmemory)/)]);
});

it('hides no fault of its own', async () => {
  await putOnce();
  const faulty = connection.ask(() => Promise.reject(new TypeError('a bug')));
  await expect(faulty).rejects.toThrow('a bug');
});
