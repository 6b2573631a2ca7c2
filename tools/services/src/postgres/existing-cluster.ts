import { realpath, rm } from 'node:fs/promises';
import { findBinaries } from './binaries.js';
import { launch, serverSettings } from './launch.js';
import { livePostmaster } from './postmaster.js';
import { serverAccount } from './server-account.js';
import { stopServer } from './stop-server.js';
import { unless } from './system-error.js';

/** A server without the care of a start: it adopts nothing, and waits for nothing but its own readiness. */
export interface BareServer {
  /** @throws Error with the reason why it did not start */
  start(): Promise<void>;
  /** Does nothing when none runs. */
  stop(): Promise<void>;
}

/** The server of a cluster that has been made, by pg_ctl alone. */
export async function bareServer(
  directory: string,
  progress: (line: string) => void,
): Promise<BareServer> {
  const cluster = await realpath(directory);
  const account = await serverAccount(cluster, progress);
  const binaries = await findBinaries(account, progress);
  return {
    async start() {
      const outcome = await launch(cluster, serverSettings, binaries, account);
      if (outcome === 'ready') return;
      const why = outcome.reason === 'unknown' ? outcome.report : outcome.reason;
      throw new Error(`PostgreSQL did not start in ${cluster}: ${why}`);
    },
    async stop() {
      const server = await livePostmaster(cluster);
      if (server) await stopServer(cluster, server.pid, binaries, account);
    },
  };
}

/**
 * Removes the cluster that lives at `directory`, if there is one; its server, if one runs, is stopped before.
 *
 * @throws Error when the server does not stop: the cluster is left as it is
 */
export async function removeCluster(
  directory: string,
  progress: (line: string) => void,
): Promise<void> {
  const cluster = await unless(['ENOENT'], realpath(directory));
  if (cluster === undefined) return;
  const server = await bareServer(cluster, progress);
  await server.stop();
  await rm(cluster, { recursive: true, force: true, maxRetries: 5 });
  await rm(directory, { force: true, recursive: true });
}
