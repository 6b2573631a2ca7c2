import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newFolder, removeClusters } from '../test/clusters.js';
import { startKafka } from './kafka.js';
import { startRedis } from './redis.js';

const progress = () => undefined;
let directory: string;

beforeEach(async () => {
  directory = join(await newFolder(), 'service');
  await mkdir(directory);
  vi.stubEnv('PATH', directory);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await removeClusters();
});

it.each([
  { program: 'java', name: 'openjdk-17-jre-headless', start: startKafka },
  { program: 'redis-server', name: 'redis-server', start: startRedis },
])(
  '$program, missing where nothing can be installed, is named',
  async ({ program, name, start }) => {
    await expect(start({ directory, progress })).rejects.toThrow(
      `the program ${program} is not on this machine: install it (Debian and Ubuntu: apt-get install ${name})`,
    );
  },
);
