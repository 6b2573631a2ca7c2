import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withDaemonsHeldBack } from './programs/daemons-held-back.js';
import { findProgram } from './programs/find-program.js';
import { runCommand } from './programs/run-command.js';
import { inTurn } from './processes/turn.js';

/** The programs that the distributed profile needs beside Node, by the Debian package of each. */
const packages = {
  java: 'openjdk-17-jre-headless',
  mvn: 'maven',
  'redis-server': 'redis-server',
  nginx: 'nginx',
};

export type ProgramName = keyof typeof packages;

const lockFolder = '/run/lock';
const options = ['-o', 'DPkg::Lock::Timeout=300'];

async function install(apt: string, name: string, progress: (line: string) => void): Promise<void> {
  const run = (...args: string[]) =>
    runCommand(apt, [...options, ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      outlives: true,
    });
  progress(`installing the Debian package ${name} …`);
  await run('update');
  await withDaemonsHeldBack(async () => {
    await run('install', '-y', '--no-install-recommends', name);
  });
  progress(`installed the Debian package ${name}`);
}

/**
 * The path of a program: where it is missing, and this process is root on a Debian system, its
 * package is installed, while other processes that install wait.
 *
 * @throws naming the program, its package and what to do
 */
export async function neededProgram(
  name: ProgramName,
  progress: (line: string) => void,
): Promise<string> {
  const found = await findProgram(name);
  if (found !== undefined) return found;
  const how = `install it (Debian and Ubuntu: apt-get install ${packages[name]})`;
  const apt = await findProgram('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(
      `the program ${name} is not on this machine: ${how}, or start as root on Debian`,
    );
  }
  await mkdir(lockFolder, { recursive: true });
  return inTurn(join(lockFolder, 'contrail-packages'), progress, async () => {
    if ((await findProgram(name)) === undefined) await install(apt, packages[name], progress);
    const installed = await findProgram(name);
    if (installed !== undefined) return installed;
    throw new Error(`${apt} installed ${packages[name]}, but ${name} is not in PATH: ${how}`);
  });
}
