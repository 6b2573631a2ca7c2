import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';

const declaring = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'allowScripts',
];

const stampOf = (root) => join(root, 'node_modules', '.contrail-installed.json');
// npm writes it at the end of every install: what is in node_modules.
const contentsOf = (root) => join(root, 'node_modules', '.package-lock.json');

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const machine = () =>
  `${process.platform} ${process.arch} Node ${process.versions.node.split('.')[0]}`;

function declared(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify(declaring.map((field) => manifest[field])))
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function installed(root) {
  const { size, mtimeMs } = statSync(contentsOf(root), { throwIfNoEntry: false }) ?? {};
  return size === undefined ? undefined : `${size} ${mtimeMs}`;
}

/** Whether node_modules is what package.json and its lockfile ask for on this machine. */
export function isInstalled(root) {
  const stamp = readJson(stampOf(root));
  return (
    stamp !== undefined &&
    stamp.installed === installed(root) &&
    stamp.machine === machine() &&
    stamp.declared === declared(root)
  );
}

function suits(list, own) {
  if (!list) return true;
  const refused = list.includes(`!${own}`);
  return !refused && (list.includes(own) || list.every((each) => each.startsWith('!')));
}

function isWanted({ optional, os, cpu, libc }) {
  if (!optional) return true;
  // What only other optional packages need comes and goes with them.
  if (!os || !cpu || libc) return false;
  return suits(os, process.platform) && suits(cpu, process.arch);
}

// Somebody may have run npm ci already, on a machine that has no network by now.
function isComplete(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const present = readJson(contentsOf(root))?.packages ?? {};
  const manifest = readJson(join(root, 'package.json'));
  const agrees = ['dependencies', 'devDependencies', 'optionalDependencies'].every(
    (field) => JSON.stringify(manifest[field]) === JSON.stringify(wanted['']?.[field]),
  );
  return (
    agrees &&
    Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' || !isWanted(entry) || present[path]?.integrity === entry.integrity,
    )
  );
}

function npm() {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.c?js$/.test(own)) return [process.execPath, own];
  return ['npm'];
}

/**
 * Installs with `npm ci`, development dependencies too, unless what is there is right.
 * `onChild` is told the process that does it.
 */
export async function install(root, onChild) {
  const former = readJson(stampOf(root));
  rmSync(stampOf(root), { force: true });
  if ((former?.machine ?? machine()) !== machine() || !isComplete(root)) {
    const [file, ...first] = npm();
    const all = ['--include=dev', '--include=optional'];
    const args = [...first, 'ci', ...all, '--no-audit', '--no-fund', '--loglevel=error'];
    const shell = process.platform === 'win32' && file === 'npm';
    await run('npm ci', file, args, { cwd: root, shell }, onChild);
  }
  const stamp = { machine: machine(), declared: declared(root), installed: installed(root) };
  writeFileSync(stampOf(root), `${JSON.stringify(stamp)}\n`);
}
