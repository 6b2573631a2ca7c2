import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverSettings } from '#tools/postgres';
import { findBinaries } from '../../services/src/postgres/binaries.js';
import { launch, shutDown } from '../../services/src/postgres/launch.js';
import { serverAccount } from '../../services/src/postgres/server-account.js';
import type { Benchmark } from './benchmark.js';
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
  ours: 'npm start again on existing data, from its spawn to the first 200 of GET /health/ready',
  baseline:
    'pg_ctl start -w on the same cluster, then npm start of a Nest application of one route, to its first 200',
  unit: 'ms',
  target: { atMost: 2 },
  async open(progress) {
    const data = await mkdtemp(join(await realpath(tmpdir()), 'contrail-bench-'));
    const bare = await makeBarePackage(join(data, 'bare-nest'));
    const npmStart = () =>
      timeToFirst200(process.cwd(), (port) => ['--port', String(port), '--data', data]);
    progress('the first start, which makes the data …');
    await npmStart();
    const cluster = await realpath(join(data, 'postgres'));
    const account = await serverAccount(cluster, progress);
    const binaries = await findBinaries(account, progress);
    return {
      ours: npmStart,
      async baseline() {
        const begin = performance.now();
        const outcome = await launch(cluster, serverSettings, binaries, account);
        if (outcome !== 'ready') throw new Error(`PostgreSQL did not start: ${outcome.reason}`);
        const ready = performance.now();
        const nest = await timeToFirst200(bare, (port) => [String(port)]);
        await shutDown(cluster, binaries, account);
        return ready - begin + nest;
      },
      async close() {
        await rm(cluster, { recursive: true, force: true });
        await rm(data, { recursive: true, force: true });
      },
    };
  },
};
