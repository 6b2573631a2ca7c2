import { existsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** @throws Error where there is such a file */
export function assertNew(file: string): void {
  if (existsSync(file)) throw new Error(`${file} exists: name another file, or remove it`);
}

/**
 * A file that is whole, on disk and readable by its owner only, or not there; one that exists is never replaced.
 *
 * @param write fills a file beside it, which is there already
 */
export async function newFile(
  file: string,
  write: (beside: string) => Promise<void>,
): Promise<void> {
  assertNew(file);
  const beside = `${file}.${process.pid}.part`;
  await (await open(beside, 'w', 0o600)).close();
  try {
    await write(beside);
    await flush(beside);
    await link(beside, file).catch((error: unknown) => {
      assertNew(file);
      throw error;
    });
    await flush(dirname(file));
  } finally {
    await rm(beside, { force: true });
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
