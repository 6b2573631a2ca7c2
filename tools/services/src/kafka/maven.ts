import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { neededProgram } from '../debian-packages.js';
import { unless } from '../postgres/system-error.js';
import { inTurn } from '../processes/turn.js';
import { runCommand } from '../programs/run-command.js';
import { projectFolder, servicesFolder } from '../project-folder.js';

/** What Maven brings: the folder of this tool that has its `pom.xml`, and its name in messages. */
export interface Product {
  folder: 'kafka' | 'connect';
  name: string;
}

/** The folder of the jars that a product's `pom.xml` names: brought on first use, whole, and once. */
export async function librariesOf(
  { folder, name }: Product,
  progress: (line: string) => void,
): Promise<string> {
  const pom = join(servicesFolder, folder, 'pom.xml');
  const home = join(projectFolder, '.services', folder);
  const digest = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const libraries = join(home, digest.slice(0, 16));
  await mkdir(home, { recursive: true });
  const isThere = () => unless(['ENOENT'], stat(libraries));
  if (!(await isThere())) {
    await inTurn(join(home, 'lock'), progress, async () => {
      if (await isThere()) return;
      const maven = await neededProgram('mvn', progress);
      progress(`bringing ${name} from Maven …`);
      await copyDependencies(maven, pom, libraries);
      progress(`brought ${name} from Maven`);
    });
  }
  return libraries;
}

async function copyDependencies(maven: string, pom: string, folder: string): Promise<void> {
  const unfinished = await mkdtemp(`${folder}-unfinished-`);
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`];
    await runCommand(maven, ['-B', '-q', '-f', pom, ...goal, '-DincludeScope=runtime']);
    await chmod(unfinished, 0o755);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
