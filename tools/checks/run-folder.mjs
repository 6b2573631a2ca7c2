import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const home = realpathSync(tmpdir());
const runFolder = /^contrail-run-(\d+)-/;
const graceMs = 2000;

function readOf(pid, what) {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8').replaceAll('\0', ' ').trim();
  } catch (error) {
    // ENOENT and ESRCH: it has ended, or there is no /proc. EACCES, EPERM: it is another user's.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(error.code)) return '';
    throw error;
  }
}

/** The processes, on Linux, whose environment or command line names the folder. */
function processesIn(folder) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: readOf(name, 'cmdline') }))
    .filter(({ pid, command }) => `${command} ${readOf(pid, 'environ')}`.includes(`${folder}/`));
}

function kill(processes) {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Ends what still runs in the folder after a moment, and answers the commands of it. */
export async function endLeftBehind(folder) {
  let left = processesIn(folder);
  for (const until = Date.now() + graceMs; left.length > 0 && Date.now() < until;) {
    await pause(50);
    left = processesIn(folder);
  }
  kill(left);
  return left.map(({ pid, command }) => `${pid} ${command}`);
}

function remove(folder) {
  kill(processesIn(folder));
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}

/**
 * A folder for what the tests write and for telling their processes: it goes to them as TMPDIR.
 * What a run that was killed has left behind is removed first.
 */
export function openRunFolder() {
  for (const name of readdirSync(home)) {
    const pid = runFolder.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(home, name));
  }
  const folder = mkdtempSync(join(home, `contrail-run-${process.pid}-`));
  chmodSync(folder, 0o755);
  return { folder, close: () => remove(folder) };
}
