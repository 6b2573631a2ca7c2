import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OwnRedis, startOwnRedis } from '../../../../test/setup/own-redis.js';
import { FilledPartitions } from './filled-partitions.js';
import { RedisConnection } from './redis-connection.js';

const log = '1/1';

let redis: OwnRedis;
let connection: RedisConnection;
let filled: FilledPartitions;

beforeEach(async () => {
  redis = await startOwnRedis();
  const ignore = () => undefined;
  const told = { onUnreachable: ignore, onReachable: ignore, onRefusal: ignore };
  connection = new RedisConnection({ url: redis.url, replyWithinMs: 30_000, ...told });
  filled = new FilledPartitions(connection, log);
  await expect.poll(() => filled.isFilled(0), { timeout: 10_000 }).toBe(false);
});

afterEach(async () => {
  await connection.close();
  await redis.remove();
});

async function fill(): Promise<void> {
  await filled.beginFilling(0);
  await filled.markFilled(0);
}

const flush = () => connection.ask((client) => client.flushAll());

it('says of marks in a Redis that is gone that they cannot be told', async () => {
  await redis.kill();
  await expect.poll(() => filled.isFilled(0), { timeout: 10_000 }).toBe('unreachable');
  expect(await filled.beginFilling(0)).toBe('unreachable');
  expect(await filled.markFilled(0)).toBe('unreachable');
});

it('knows which partitions are filled, until Redis is flushed', async () => {
  await filled.beginFilling(0);
  expect(await filled.isFilled(0)).toBe(false);
  expect(await filled.markFilled(0)).toBe(true);
  expect(await filled.isFilled(0)).toBe(true);
  expect(await filled.isFilled(1)).toBe(false);
  expect(await new FilledPartitions(connection, '1/2').isFilled(0)).toBe(false);
  await flush();
  expect(await filled.isFilled(0)).toBe(false);
});

it('is not filled when Redis was flushed while it was being filled', async () => {
  await filled.beginFilling(0);
  await flush();
  expect(await filled.markFilled(0)).toBe(false);
  expect(await filled.isFilled(0)).toBe(false);
});

it('is not filled when Redis comes back with what it had saved', async () => {
  await fill();
  await filled.beginFilling(1);
  await connection.ask((client) => client.sendCommand(['SAVE']));
  await redis.kill();
  await redis.start();
  const marks = () => connection.ask((client) => client.keys('contrail:1/1:filled:*'));
  await expect.poll(marks, { timeout: 10_000 }).toHaveLength(2);
  expect(await filled.isFilled(0)).toBe(false);
  expect(await filled.markFilled(1)).toBe(false);
});
