import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { shutDown } from './launch.js';
import { isPostgres, livePostmaster } from './postmaster.js';
import type { Account } from './program.js';

/** Ends the server of a cluster that is the process `pid`, and waits for its end; does nothing when it has ended. */
export async function stopServer(
  cluster: string,
  pid: number,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  if ((await livePostmaster(cluster))?.pid !== pid) return;
  const { output } = await shutDown(cluster, binaries, account);
  if ((await livePostmaster(cluster))?.pid === pid) {
    throw new Error(`PostgreSQL (process ${pid}) did not stop: ${output}`);
  }
  // pg_ctl waits for the end of postmaster.pid, which comes a moment before the process's.
  while (await isPostgres(pid)) await pause(10);
}
