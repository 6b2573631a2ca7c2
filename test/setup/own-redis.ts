import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '#tools/services';

/** A Redis of a spec's own, that it may kill, hang and flush; what it holds is gone when it ends. */
export interface OwnRedis {
  url: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Again, at the same address, after a kill. */
  start(): Promise<void>;
  /** SIGSTOP: its connections stand, and nothing answers. */
  hang(): void;
  /** SIGCONT. */
  wake(): void;
  /** Ends it, and its directory. */
  remove(): Promise<void>;
}

export async function startOwnRedis(): Promise<OwnRedis> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), 'contrail-redis-'));
  const progress = () => undefined;
  let server = await startRedis({ directory, progress });
  const { url, port } = server;
  return {
    url,
    kill: async () => {
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
    },
    start: async () => {
      server = await startRedis({ directory, port, progress });
    },
    hang: () => process.kill(server.pid, 'SIGSTOP'),
    wake: () => process.kill(server.pid, 'SIGCONT'),
    remove: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
