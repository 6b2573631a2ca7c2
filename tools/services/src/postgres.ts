import { resolve } from 'node:path';
import { findBinaries } from './postgres/binaries.js';
import { openCluster } from './postgres/cluster.js';
import { serverSettings } from './postgres/launch.js';
import { runningServer } from './postgres/running-server.js';
import { serverAccount } from './postgres/server-account.js';
import { stopServer } from './postgres/stop-server.js';

export { bareServer, removeCluster } from './postgres/existing-cluster.js';
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
  /** Server settings by name, over those of postgresql.conf; `port`: a free one by default. */
  settings?: Record<string, string>;
  /** Is told what happens, a line each. */
  progress: (line: string) => void;
}

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
  const stop = () => stopServer(cluster, pid, binaries, account);
  return { ...server, dataDirectory: cluster, stop };
}
