import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withDaemonsHeldBack } from './programs/daemons-held-back.js';
import { findNginxModule } from './nginx/find-module.js';
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

/** The modules of nginx that it needs, by the Debian package of each. */
const nginxModules = { http_js: 'libnginx-mod-http-js' };

export type ProgramName = keyof typeof packages;
export type NginxModule = keyof typeof nginxModules;

/** What is looked for on this machine, and the package that brings it. */
interface Needed {
  told: string;
  package: string;
  find: () => Promise<string | undefined>;
}

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
export function neededProgram(
  name: ProgramName,
  progress: (line: string) => void,
): Promise<string> {
  const told = `the program ${name}`;
  return needed({ told, package: packages[name], find: () => findProgram(name) }, progress);
}

/** The path of a module of this nginx: installed where it is missing, as programs are. */
export function neededNginxModule(
  name: NginxModule,
  nginx: string,
  progress: (line: string) => void,
): Promise<string> {
  const told = `the module ${name} of nginx`;
  const find = () => findNginxModule(nginx, name);
  return needed({ told, package: nginxModules[name], find }, progress);
}

async function needed(
  { told, package: name, find }: Needed,
  progress: (line: string) => void,
): Promise<string> {
  const found = await find();
  if (found !== undefined) return found;
  const how = `install it (Debian and Ubuntu: apt-get install ${name})`;
  const apt = await findProgram('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(`${told} is not on this machine: ${how}, or start as root on Debian`);
  }
  await mkdir(lockFolder, { recursive: true });
  return inTurn(join(lockFolder, 'contrail-packages'), progress, async () => {
    if ((await find()) === undefined) await install(apt, name, progress);
    const installed = await find();
    if (installed !== undefined) return installed;
    throw new Error(`${apt} installed ${name}, but ${told} is not there: ${how}`);
  });
}
