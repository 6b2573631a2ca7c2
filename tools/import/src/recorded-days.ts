import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createBrotliDecompress } from 'node:zlib';
import type { CsvLines } from '#reference-data';

export interface MonthDay {
  month: number;
  day: number;
}

/**
 * The rows of each wanted day in the order asked for, from a brotli CSV file whose first columns are
 * month and day and in which the rows of a day stand together. One day at a time is in memory.
 *
 * The days may stand in any order in the file (that of 2013 has its months as 1, 10, 11, 12, 2, …):
 * each pass over it takes the wanted days for as long as they follow one another, and ends with the
 * last one. A whole year from any date on takes at most three passes.
 */
export async function* recordedDays(
  file: string,
  wanted: readonly MonthDay[],
): AsyncGenerator<CsvLines> {
  let left = wanted;
  while (left.length > 0) {
    let found = 0;
    for await (const lines of onePass(file, left)) {
      yield lines;
      found += 1;
    }
    const [missing] = left;
    if (found === 0 && missing !== undefined) {
      throw new Error(`${file} has no row of month ${missing.month}, day ${missing.day}`);
    }
    left = left.slice(found);
  }
}

async function* onePass(file: string, wanted: readonly MonthDay[]): AsyncGenerator<CsvLines> {
  const prefixes = wanted.map(({ month, day }) => `${month},${day},`).values();
  let prefix = prefixes.next();
  if (prefix.done) return;
  let columns: string[] | undefined;
  let rows: string[] = [];
  let line = 0;

  for await (const lines of unpackedLines(file)) {
    for (const text of lines) {
      line += 1;
      columns ??= text.split(',');
      if (rows.length > 0 && !text.startsWith(prefix.value)) {
        yield { file, columns, firstLine: line - rows.length, text: rows.join('\n') };
        prefix = prefixes.next();
        if (prefix.done) return;
        rows = [];
      }
      if (text.startsWith(prefix.value)) rows.push(text);
    }
  }
  if (rows.length > 0 && columns !== undefined) {
    yield { file, columns, firstLine: line + 1 - rows.length, text: rows.join('\n') };
  }
}

async function* unpackedLines(file: string): AsyncGenerator<string[]> {
  // All 17 MB in pieces of 16 KiB, zlib's default, take 180 ms; of 64 KiB 145 ms; of 1 MiB no less.
  // The packed file written at once is unpacked whole before the first piece arrives, 90 ms later.
  const unpacked = createBrotliDecompress({ chunkSize: 64 * 1024 });
  unpacked.setEncoding('utf8');
  // The loop throws what goes wrong with either stream, and closes both when it is left.
  pipeline(createReadStream(file), unpacked, () => undefined);
  let rest = '';
  for await (const piece of unpacked) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}
