import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { freePort } from './free-port.js';
import { type Account, type Outcome, runProgram } from './program.js';
import { unless } from './system-error.js';

/** Why PostgreSQL did not start, as far as a start knows what to do about it. */
export type Refusal =
  | { reason: 'port-taken' | 'memory-in-use' | 'another-server' | 'lock-empty' }
  | { reason: 'unknown'; report: string };

/**
 * What every server is started with. Changes of fares may be read from its write-ahead log; a reader that stays
 * away holds back so much of it at most.
 */
export const serverSettings = {
  max_connections: '200',
  wal_level: 'logical',
  max_slot_wal_keep_size: '4GB',
};

const recoverySeconds = 300;
const reportBytes = 4000;

function quote(word: string): string {
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

function serverFlags(settings: Record<string, string>): string {
  const flags = Object.entries(settings).map(([name, value]) => `-c ${quote(`${name}=${value}`)}`);
  return flags.join(' ');
}

async function readFrom(path: string, offset: number): Promise<string> {
  const file = await unless(['ENOENT'], open(path));
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(offset, size - reportBytes);
    const { buffer } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8').trim();
  } finally {
    await file.close();
  }
}

function classify(report: string): Refusal {
  if (report.includes('lock file "postmaster.pid" already exists')) {
    return { reason: 'another-server' };
  }
  if (report.includes('postmaster.pid" is empty')) return { reason: 'lock-empty' };
  if (/shared memory block .* is still in use/.test(report)) return { reason: 'memory-in-use' };
  if (report.includes('could not create any TCP/IP sockets')) return { reason: 'port-taken' };
  return { reason: 'unknown', report };
}

/** Starts the server of a cluster in a session of its own, and waits until it takes connections. */
export async function launch(
  cluster: string,
  settings: Record<string, string>,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Refusal | 'ready'> {
  const log = join(cluster, 'server.log');
  const before = (await unless(['ENOENT'], stat(log)))?.size ?? 0;
  const flags = serverFlags({
    ...settings,
    port: settings['port'] ?? String(await freePort()),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  });
  const wait = ['-w', '-t', String(recoverySeconds)];
  const args = ['start', '-D', cluster, ...wait, '-l', log, '-o', flags];
  const { code, output } = await runProgram(binaries.pgCtl, args, account, true);
  if (code === 0) return 'ready';
  return classify(`${output}\n${await readFrom(log, before)}`);
}

/** Ends the server of a cluster: open transactions are rolled back, the log is written out. */
export async function shutDown(
  cluster: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Outcome> {
  return runProgram(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], account, true);
}
