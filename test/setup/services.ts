import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringPrograms, startKafka, startRedis } from '#tools/services';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers `/kafka` and `/redis` with the address of this run's own, started by the first who asks. */
    servicesUrl: string;
  }
}

interface Started {
  address: string;
  pid: number;
  stop(): Promise<void>;
}

const progress = () => undefined;

function startsIn(folder: string): Record<string, () => Promise<Started>> {
  return {
    '/kafka': async () => {
      const kafka = await startKafka({ directory: join(folder, 'kafka'), progress });
      return { address: kafka.brokers, ...kafka };
    },
    '/redis': async () => {
      const redis = await startRedis({ directory: join(folder, 'redis'), progress });
      return { address: redis.url, ...redis };
    },
  };
}

async function listen(start: (path: string) => Promise<Started>): Promise<[Server, string]> {
  const server = createServer((request, response) => {
    start(request.url ?? '').then(
      ({ address }) => response.end(address),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port of 127.0.0.1');
  return [server, `http://127.0.0.1:${address.port}`];
}

/**
 * Kafka and Redis for the whole run, real ones. What asks for none waits for none: only what is
 * missing on the machine is brought before the tests, whose timeouts are not made for it.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await bringPrograms(console.log);
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-services-'));
  const starts = startsIn(folder);
  const asked = new Map<string, Promise<Started>>();
  const running: Started[] = [];

  async function begin(path: string): Promise<Started> {
    const start = starts[path];
    if (!start) throw new Error(`no service at ${path}`);
    const started = await start();
    running.push(started);
    return started;
  }

  function start(path: string): Promise<Started> {
    const begun = asked.get(path) ?? begin(path);
    asked.set(path, begun);
    return begun;
  }

  // vitest ends at once on a signal, without a teardown.
  function endAtOnce(): void {
    for (const { pid } of running) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  }

  const [server, url] = await listen(start);
  process.once('exit', endAtOnce);
  project.provide('servicesUrl', url);

  return async () => {
    server.close();
    await Promise.allSettled(asked.values());
    await Promise.all(running.map((service) => service.stop()));
    process.off('exit', endAtOnce);
    await rm(folder, { recursive: true, force: true });
  };
}
