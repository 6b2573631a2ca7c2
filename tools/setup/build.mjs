import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';

const sourceFolders = ['apps', 'libs', 'tools'];
const source = /(?<!\.spec)\.(ts|sql)$/;
const settings = /^(package(-lock)?|tsconfig.*|nest-cli)\.json$/;

const stampOf = (root) => join(root, 'dist', '.built');

function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(root, path);
    return source.test(entry.name) ? [path] : [];
  });
}

const sources = (root) => sourceFolders.flatMap((folder) => sourcesIn(root, folder));

function digest(root) {
  const hash = createHash('sha256');
  const others = readdirSync(root).filter((name) => settings.test(name));
  for (const path of [...sources(root), ...others].sort()) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** Whether dist was built, whole, from the sources as they are now. */
export function isBuilt(root) {
  try {
    return readFileSync(stampOf(root), 'utf8') === digest(root);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function emptyDist(root) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(stampOf(root), { force: true });
  for (const name of readdirSync(join(root, 'dist'))) {
    rmSync(join(root, 'dist', name), { recursive: true });
  }
}

/**
 * Compiles every source, and puts the SQL beside it, into an empty dist.
 * `onChild` is told the process that does it.
 */
export async function build(root, onChild) {
  const built = digest(root);
  emptyDist(root);
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.build.json'];
  await run('The compiler', process.execPath, args, { cwd: root }, onChild);
  for (const path of sources(root).filter((each) => each.endsWith('.sql'))) {
    mkdirSync(dirname(join(root, 'dist', path)), { recursive: true });
    copyFileSync(join(root, path), join(root, 'dist', path));
  }
  writeFileSync(stampOf(root), built);
}
