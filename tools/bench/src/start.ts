import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bareServer } from '#tools/postgres';
import type { Benchmark } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';
import { timeToFirst200 } from './npm-start.js';

const bareNest = join(import.meta.dirname, 'bare-nest.js');

/** A package whose `npm start` is a bare Nest application: npm's own time, a fifth of a second, is on both sides. */
async function makeBarePackage(folder: string): Promise<string> {
  const manifest = { private: true, scripts: { start: `node "${bareNest}"` } };
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

export const start: Benchmark = {
  name: 'start',
  ours: 'npm start -- --days 1 again on existing data, which stay as they are, to the first 200 of GET /health/ready',
  baseline:
    'pg_ctl start -w on the same cluster, then npm start of a Nest application of one route, to its first 200',
  unit: 'ms',
  target: { atMost: 2 },
  async open(run) {
    const { signal, progress } = run;
    const data = await makeDataFolder(run);
    const bare = await makeBarePackage(join(data, 'bare-nest'));
    // One day is complete at the first 200; of more, each start would add some after it.
    const options = ['--days', '1', '--data', data];
    const npmStart = () =>
      timeToFirst200(process.cwd(), (port) => [...options, '--port', String(port)], signal);
    progress('the first start, which makes the data …');
    await npmStart();
    const server = await bareServer(join(data, 'postgres'), progress);
    return {
      ours: npmStart,
      async baseline() {
        const begin = performance.now();
        await server.start();
        const ready = performance.now();
        const nest = await timeToFirst200(bare, (port) => [String(port)], signal);
        await server.stop();
        return ready - begin + nest;
      },
    };
  },
};
