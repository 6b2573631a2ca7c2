import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OwnRedis, startOwnRedis } from '../../../../test/setup/own-redis.js';
import { RedisConnection } from './redis-connection.js';
import { RedisCopies } from './redis-copies.js';
import { rowCopiesContract, testedCopies } from './row-copies-contract.spec.js';
import { rowOf, versionsRow, viewStoreContract } from './view-store-contract.spec.js';

let redis: OwnRedis;
let connection: RedisConnection;

beforeAll(async () => {
  redis = await startOwnRedis();
  const fail = (reason: string) => {
    throw new Error(reason);
  };
  connection = new RedisConnection({
    url: redis.url,
    onUnreachable: fail,
    onReachable: () => undefined,
    onRefusal: fail,
  });
  await vi.waitUntil(async () => (await connection.ask((client) => client.ping())) === 'PONG');
});

afterAll(async () => {
  await connection.close();
  await redis.remove();
});

beforeEach(async () => {
  await connection.ask((client) => client.flushAll());
});

function copiesOf(log: string): RedisCopies<number[]> {
  return new RedisCopies(connection, { log, view: 'availability', row: versionsRow });
}

describe('copies in Redis', () => {
  it.each(viewStoreContract)('%s', (_, test) => test(testedCopies(copiesOf('1/1'))));
  it.each(rowCopiesContract)('%s', (_, test) => test(copiesOf));

  it('are readable in redis-cli, under the name of their log', async () => {
    await copiesOf('7/16384').put([rowOf('flight-A', 3, 2)]);
    const client = await createClient({ url: redis.url }).connect();
    const keys = await client.keys('*');
    expect(keys).toEqual(['contrail:7/16384:availability:flight-A']);
    expect({ ...(await client.hGetAll(keys[0] ?? '')) }).toEqual({
      generation: '3',
      version: '2',
      asOf: '2026-01-01T00:00:00.002Z',
      state: '[1,2]',
    });
    client.destroy();
  });

  it.each(['[1,', '{"of":"another version of this process"}'])(
    'are none where the state is %s',
    async (state) => {
      const copies = copiesOf('1/1');
      await copies.put([rowOf('flight-A', 1, 1)]);
      const key = 'contrail:1/1:availability:flight-A';
      await connection.ask((client) => client.hSet(key, { state }));
      expect(await copies.row('flight-A')).toBeUndefined();
    },
  );
});
