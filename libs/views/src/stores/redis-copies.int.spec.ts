import { randomInt } from 'node:crypto';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { redisUrl } from '../../../../test/setup/service-address.js';
import { RedisConnection } from './redis-connection.js';
import { RedisCopies } from './redis-copies.js';
import { rowCopiesContract, testedCopies } from './row-copies-contract.spec.js';
import { rowOf, versionsRow, viewStoreContract } from './view-store-contract.spec.js';

let connection: RedisConnection;
/** Its own for each test: all specs of a run share one Redis. */
let log: string;

beforeAll(async () => {
  const fail = (reason: string) => {
    throw new Error(reason);
  };
  connection = new RedisConnection({
    url: await redisUrl(),
    replyWithinMs: 30_000,
    onUnreachable: fail,
    onReachable: () => undefined,
    onRefusal: fail,
  });
  await vi.waitUntil(async () => (await connection.ask((client) => client.ping())) === 'PONG', {
    timeout: 10_000,
  });
});

afterAll(() => connection.close());

beforeEach(() => {
  log = `7/${randomInt(2 ** 40)}`;
});

function copiesOf(ofLog = log): RedisCopies<number[]> {
  return new RedisCopies(connection, { log: ofLog, view: 'availability', row: versionsRow });
}

describe('copies in Redis', () => {
  it.each(viewStoreContract)('%s', (_, test) => test(testedCopies(copiesOf())));
  it.each(rowCopiesContract)('%s', (_, test) => test(copiesOf()));

  it('answer nothing of another log', async () => {
    const [before, restored] = [copiesOf(`${log}1`), copiesOf(`${log}2`)];
    await before.put([rowOf('flight-A', 9, 9)]);
    expect(await restored.row('flight-A')).toBeUndefined();
    await restored.put([rowOf('flight-A', 1, 1)]);
    expect(await restored.row('flight-A')).toEqual(rowOf('flight-A', 1, 1));
    expect(await before.row('flight-A')).toEqual(rowOf('flight-A', 9, 9));
  });

  it('are readable in redis-cli, under the name of their log', async () => {
    await copiesOf().put([rowOf('flight-A', 3, 2)]);
    const client = await createClient({ url: await redisUrl() }).connect();
    const key = `contrail:${log}:availability:flight-A`;
    expect({ ...(await client.hGetAll(key)) }).toEqual({
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
      const copies = copiesOf();
      await copies.put([rowOf('flight-A', 1, 1)]);
      const key = `contrail:${log}:availability:flight-A`;
      await connection.ask((client) => client.hSet(key, { state }));
      expect(await copies.row('flight-A')).toBeUndefined();
    },
  );
});
