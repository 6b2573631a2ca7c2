import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unless } from '../postgres/system-error.js';
import { runCommand } from '../programs/run-command.js';
import { propertiesText } from './broker-settings.js';
import type { Jvm } from './jvm.js';

// Kafka takes a leading hyphen for an option.
function randomClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomClusterId() : id;
}

/** Makes the broker's `data` in a directory that has none, under a new cluster id: whole, or not at all. */
export async function makeStorage(
  directory: string,
  settings: Record<string, string>,
  { java, flags }: Jvm,
): Promise<void> {
  const data = join(directory, 'data');
  if (await unless(['ENOENT'], stat(data))) return;
  const unfinished = await mkdtemp(join(directory, 'unfinished-'));
  try {
    const properties = join(unfinished, 'server.properties');
    await writeFile(properties, propertiesText(settings));
    const format = ['format', '-t', randomClusterId(), '-c', properties];
    const quick = ['-Xmx128m', '-XX:TieredStopAtLevel=1'];
    await runCommand(java, [...quick, ...flags, 'kafka.tools.StorageTool', ...format], {
      directory: unfinished,
      // Without a language Java cannot name a folder with an umlaut.
      env: { LC_ALL: 'C.UTF-8' },
    });
    await unless(['EEXIST', 'ENOTEMPTY'], rename(join(unfinished, 'data'), data));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The id of the cluster that the broker's data belongs to. */
export async function clusterIdIn(directory: string): Promise<string> {
  const text = await readFile(join(directory, 'data', 'meta.properties'), 'utf8');
  const id = /^cluster\.id=(.+)$/m.exec(text)?.[1];
  if (id === undefined) throw new Error(`${directory} holds Kafka's data of no cluster`);
  return id;
}
