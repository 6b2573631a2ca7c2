import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from './postgres/binaries.js';
import { openCluster } from './postgres/cluster.js';
import { shutDown } from './postgres/launch.js';
import { isPostgres, livePostmaster } from './postgres/postmaster.js';
import { runningServer } from './postgres/running-server.js';
import { serverAccount } from './postgres/server-account.js';

export { freePort } from './postgres/free-port.js';

/** A PostgreSQL server of this machine, in a session of its own: it outlives this process. */
export interface EmbeddedPostgres {
  /** `postgres://contrail:PASSWORD@127.0.0.1:PORT/postgres`; contrail is the cluster's superuser. */
  url: string;
  port: number;
  /** The postmaster's process id. */
  pid: number;
  /** The real folder of the cluster, where a link leads to it. */
  dataDirectory: string;
  /** True when it ran already, with the settings that it was started with. */
  adopted: boolean;
  /** Ends the server, adopted or not; does nothing when it has ended. */
  stop(): Promise<void>;
}

/** What a start needs. */
export interface PostgresOptions {
  /** Where the cluster lives, or shall live. */
  directory: string;
  /** The superuser's, given to the cluster when it is made. */
  password: string;
  /** Server settings by name, over those of postgresql.conf. */
  settings?: Record<string, string>;
  /** Is told what happens, a line each. */
  progress: (line: string) => void;
}

/** What every server is started with. */
export const serverSettings = { max_connections: '200' };

/**
 * Brings up the PostgreSQL that npm installed, on the cluster in `directory`: made on first use,
 * recovered after a crash, adopted when its server runs already.
 *
 * @throws with what stands in the way and what to do about it
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { password, progress } = options;
  const directory = resolve(options.directory);
  const account = await serverAccount(directory, progress);
  const binaries = await findBinaries(account, progress);
  const cluster = await openCluster(directory, { password }, binaries, account, progress);
  const settings = { ...serverSettings, ...options.settings };
  const server = await runningServer({ cluster, password, settings, binaries, account, progress });
  const { pid } = server;

  async function stop(): Promise<void> {
    if ((await livePostmaster(cluster))?.pid !== pid) return;
    const { output } = await shutDown(cluster, binaries, account);
    if ((await livePostmaster(cluster))?.pid === pid) {
      throw new Error(`PostgreSQL (process ${pid}) did not stop: ${output}`);
    }
    // pg_ctl waits for the end of postmaster.pid, which comes a moment before the process's.
    while (await isPostgres(pid)) await pause(10);
  }

  return { ...server, dataDirectory: cluster, stop };
}
