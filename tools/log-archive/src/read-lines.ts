import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Trailer } from './write-lines.js';

/** A file that is not as it was written. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';

  constructor(file: string, line: number, reason: string, cause?: unknown) {
    super(`${file}, line ${line}: ${reason}; nothing of it was restored`, { cause });
  }
}

export interface Line {
  /** From 1 on. */
  number: number;
  text: string;
}

const trailerSchema: z.ZodType<Trailer> = z.strictObject({
  lines: z.int().nonnegative(),
  sha256: z.string(),
});

const longestLine = 16 * 1024 * 1024;
const lineFeed = 0x0a;

/**
 * The lines that were written before the trailer, by whatever gzip the file was packed. That none is missing and none
 * changed is known when the last has been read, and not before.
 *
 * @throws DamagedFile
 */
export async function* linesIn(file: string): AsyncGenerator<Line> {
  const digest = createHash('sha256');
  let number = 0;
  let trailer: Trailer | undefined;
  for await (const bytes of splitAtLineFeeds(file)) {
    number += 1;
    if (trailer !== undefined) throw new DamagedFile(file, number, 'it follows the trailer');
    const text = bytes.toString();
    trailer = trailerIn(text);
    if (trailer !== undefined) continue;
    digest.update(bytes).update('\n');
    yield { number, text };
  }
  if (trailer === undefined) {
    throw new DamagedFile(file, number + 1, 'the trailer is missing: the file is cut off');
  }
  if (trailer.lines !== number - 1) {
    const before = `${trailer.lines} lines were written before it, and ${number - 1} are there`;
    throw new DamagedFile(file, number, `${before}: which are missing or too many is not known`);
  }
  if (trailer.sha256 !== digest.digest('hex')) {
    throw new DamagedFile(file, number, 'the digest is not that of the lines before it');
  }
}

/**
 * Reads all of a file, before anything is made for it.
 *
 * @throws DamagedFile
 */
export async function assertWhole(file: string): Promise<void> {
  const lines = linesIn(file);
  while ((await lines.next()).done !== true);
}

function trailerIn(text: string): Trailer | undefined {
  if (!text.startsWith('{"lines"')) return undefined;
  try {
    return trailerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function* splitAtLineFeeds(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let number = 1;
  try {
    const gunzip = createGunzip();
    const input = createReadStream(file).on('error', (error) => gunzip.destroy(error));
    const unzipped: AsyncIterable<Buffer> = input.pipe(gunzip).on('close', () => input.destroy());
    for await (const chunk of unzipped) {
      let begin = 0;
      for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, begin)) {
        const piece = chunk.subarray(begin, end);
        begin = end + 1;
        yield rest.length === 0 ? piece : Buffer.concat([rest, piece]);
        rest = Buffer.alloc(0);
        number += 1;
      }
      rest = Buffer.concat([rest, chunk.subarray(begin)]);
      if (rest.length > longestLine) throw new Error('it is too long');
    }
    if (rest.length > 0) throw new Error('it has no end');
    const { size } = await stat(file);
    if (gunzip.bytesWritten < size) throw new Error('bytes follow the end of the archive');
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    throw new DamagedFile(file, number, reasonOf(error));
  }
}

/** As a reader understands it who does not know zlib. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason === 'incorrect header check' ? 'the file is not of gzip' : reason;
}
