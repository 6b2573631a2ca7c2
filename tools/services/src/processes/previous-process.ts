import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { unless } from '../postgres/system-error.js';
import { endProcess } from './end-process.js';
import { identify, isRunning, type ProcessIdentity } from './process-identity.js';

const identity = z.object({ pid: z.number(), start: z.string() });
const processFile = z.object({ server: identity, startedBy: identity });

const boundMilliseconds = 10_000;

const fileIn = (directory: string) => join(directory, 'process.json');

/** Notes down which process serves a directory, for {@link endPrevious}. */
export async function noteProcess(directory: string, server: ProcessIdentity): Promise<void> {
  const noted = { server, startedBy: identify(process.pid) };
  // Whole or not at all: one that cannot be read would be in the way of each later start.
  const unfinished = `${fileIn(directory)}.new`;
  await writeFile(unfinished, JSON.stringify(noted));
  await rename(unfinished, fileIn(directory));
}

/**
 * Ends the server that an earlier process left in a directory: its keeper was killed too.
 *
 * @throws when the process that started it still runs, and needs it
 */
export async function endPrevious(service: {
  name: string;
  directory: string;
  progress: (line: string) => void;
}): Promise<void> {
  const { name, directory, progress } = service;
  const text = await unless(['ENOENT'], readFile(fileIn(directory), 'utf8'));
  if (text === undefined) return;
  const { server, startedBy } = processFile.parse(JSON.parse(text));
  if (!isRunning(server)) return;
  const which = `${name} in ${directory} (process ${server.pid})`;
  if (isRunning(startedBy)) {
    throw new Error(`${which} runs already, started by process ${startedBy.pid}: stop that first`);
  }
  progress(`ending ${which}, which an earlier process left`);
  await endProcess(server, 'SIGTERM', boundMilliseconds);
}
