import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { withGzipHeader } from './gzip-header.js';
import { newFile } from './new-file.js';

/** The last line of an archive. */
export interface Trailer {
  /** How many lines are before it. */
  lines: number;
  /** SHA-256 over them, each with its line feed: hex. */
  sha256: string;
}

/**
 * Writes lines and their trailer into a new file, with gzip. The same pages give the same bytes.
 *
 * @param pages of lines, none with a line feed
 * @throws Error where there is such a file
 */
export async function writeLines(file: string, pages: AsyncIterable<string[]>): Promise<Trailer> {
  const trailer: Trailer = { lines: 0, sha256: '' };
  await newFile(file, (beside) =>
    pipeline(
      Readable.from(chunks(pages, trailer), { objectMode: false }),
      createGzip(),
      withGzipHeader(),
      createWriteStream(beside, { flags: 'r+' }),
    ),
  );
  return trailer;
}

async function* chunks(pages: AsyncIterable<string[]>, trailer: Trailer): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  for await (const lines of pages) {
    if (lines.length === 0) continue;
    const chunk = Buffer.from(`${lines.join('\n')}\n`);
    digest.update(chunk);
    trailer.lines += lines.length;
    yield chunk;
  }
  trailer.sha256 = digest.digest('hex');
  yield Buffer.from(`${JSON.stringify(trailer)}\n`);
}
