import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Files by their path: the modules that each imports, or `type` and a module for its types alone. */
export type Imports = Record<string, string[]>;

/** What the fixtures import from: the entrances, and a file of each kind that is none. */
export const surroundings: Imports = {
  'dist/libs/contracts/src/index.js': [],
  'libs/contracts/src/index.ts': [],
  'libs/database/src/index.ts': [],
  'libs/domain/src/index.ts': [],
  'libs/domain/src/rules.ts': [],
  'libs/event-store/src/append.ts': [],
  'libs/event-store/src/index.ts': [],
  'libs/event-store/src/reader.ts': [],
  'libs/fares/src/index.ts': [],
  'libs/payment/src/index.ts': [],
  'libs/platform/src/index.ts': [],
  'libs/platform/src/process/index.ts': [],
  'libs/reference-data/src/index.ts': [],
  'libs/streaming/src/index.ts': [],
  'libs/vault/src/index.ts': [],
  'libs/views/src/folds/index.ts': [],
  'libs/views/src/stores/index.ts': [],
  'apps/query-api/src/query-api.module.ts': [],
  'test/setup/database.ts': [],
  'tools/services/src/postgres.ts': [],
};

function statement(imported: string): string {
  const [first = '', second] = imported.split(' ');
  return second === undefined ? `import '${first}';\n` : `import type {} from '${second}';\n`;
}

/** A project with the folders, names and packages of this one, whose files are these. */
export async function plantTree(imports: Imports): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), 'contrail-imports-'));
  for (const folder of ['apps', 'libs', 'tools', 'test']) await mkdir(join(tree, folder));
  for (const [path, modules] of Object.entries(imports)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), modules.map(statement).join('') || 'export {};\n');
  }
  await cp(join(root, 'package.json'), join(tree, 'package.json'));
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

export async function fellTree(tree: string): Promise<void> {
  await rm(tree, { recursive: true });
}
