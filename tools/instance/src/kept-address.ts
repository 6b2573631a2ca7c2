import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Commands that speak to a running instance find it by this file of its data directory. */
const fileIn = (dataDirectory: string) => join(dataDirectory, 'address');

/** @param address where the instance answers: `http://127.0.0.1:3000` */
export async function keepAddress(dataDirectory: string, address: string): Promise<void> {
  await writeFile(fileIn(dataDirectory), `${address}\n`);
}

export async function forgetAddress(dataDirectory: string): Promise<void> {
  await rm(fileIn(dataDirectory), { force: true });
}

/** Undefined where none is kept; that of an instance that was killed stays until the next start. */
export async function keptAddress(dataDirectory: string): Promise<string | undefined> {
  try {
    return (await readFile(fileIn(dataDirectory), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
