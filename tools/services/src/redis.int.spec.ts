import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterEach, expect, it } from 'vitest';
import { newFolder, removeClusters } from '../test/clusters.js';
import { freePort } from './postgres/free-port.js';
import { identify } from './processes/process-identity.js';
import { type Redis, startRedis } from './redis.js';

const progress = () => undefined;
const started: Redis[] = [];

async function start(options: Partial<Parameters<typeof startRedis>[0]> = {}): Promise<Redis> {
  const directory = options.directory ?? (await newFolder());
  const redis = await startRedis({ progress, ...options, directory });
  started.push(redis);
  return redis;
}

async function connect(url: string) {
  const client = createClient({ url });
  client.on('error', () => undefined);
  return client.connect();
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((redis) => redis.stop()));
  await removeClusters();
});

it('Redis answers until it is stopped, and leaves no process', async () => {
  const redis = await start();
  const client = await connect(redis.url);
  await client.set('seat', '12A');
  expect(await client.get('seat')).toBe('12A');
  client.destroy();
  await redis.stop();
  await redis.stop();
  expect(identify(redis.pid)).toBeUndefined();
});

it('Redis comes back empty at the same port: it writes nothing down', async () => {
  const directory = join(await newFolder(), "it's a, [folder]");
  const first = await start({ directory });
  const client = await connect(first.url);
  await client.set('seat', '12A');
  client.destroy();
  await first.stop();

  const second = await start({ directory, port: first.port });
  expect(second.url).toBe(first.url);
  const again = await connect(second.url);
  expect(await again.dbSize()).toBe(0);
  again.destroy();
  expect((await readdir(directory)).sort()).toEqual([
    'process.json',
    'server.log',
    'server.previous.log',
  ]);
});

it('a full Redis lets go of old keys, and takes new ones', async () => {
  const { url } = await start({ maxMemory: '3mb' });
  const client = await connect(url);
  const value = randomBytes(100_000).toString('base64');
  for (let key = 0; key < 50; key += 1) await client.set(`key-${key}`, value);
  expect(await client.dbSize()).toBeLessThan(25);
  expect(await client.exists('key-49')).toBe(1);
  client.destroy();
});

it('a taken port is named', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(start({ port })).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
  other.close();
});

it('a Redis that does not start is told with the end of its log', async () => {
  await expect(start({ maxMemory: 'plenty' })).rejects.toThrow(
    /Redis did not start in .*\n[^]*argument must be a memory value/,
  );
});
