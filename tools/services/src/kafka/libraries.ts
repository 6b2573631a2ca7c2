import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { neededProgram } from '../debian-packages.js';
import { unless } from '../postgres/system-error.js';
import { inTurn } from '../processes/turn.js';
import { runCommand } from '../programs/run-command.js';
import { projectFolder, servicesFolder } from '../project-folder.js';

const pom = join(servicesFolder, 'kafka', 'pom.xml');
const home = join(projectFolder, '.services', 'kafka');

async function copyDependencies(folder: string, progress: (line: string) => void): Promise<void> {
  const maven = await neededProgram('mvn', progress);
  progress('bringing Apache Kafka from Maven …');
  const unfinished = await mkdtemp(join(home, 'unfinished-'));
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`];
    await runCommand(maven, ['-B', '-q', '-f', pom, ...goal, '-DincludeScope=runtime']);
    await chmod(unfinished, 0o755);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  progress('brought Apache Kafka from Maven');
}

/** The folder of the jars that Kafka's pom.xml names: brought on first use, whole, and once. */
export async function kafkaLibraries(progress: (line: string) => void): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const folder = join(home, digest.slice(0, 16));
  await mkdir(home, { recursive: true });
  const isThere = () => unless(['ENOENT'], stat(folder));
  if (!(await isThere())) {
    await inTurn(join(home, 'lock'), progress, async () => {
      if (!(await isThere())) await copyDependencies(folder, progress);
    });
  }
  return folder;
}
