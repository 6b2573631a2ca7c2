import { readFile } from 'node:fs/promises';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** Some whole lines of a CSV file, its header not among them. */
export interface CsvLines {
  file: string;
  columns: string[];
  /** The number of the first of the lines in the file, from 1. */
  firstLine: number;
  text: string;
}

/** A row that is not what its table should hold; the message starts with `file:line`. */
class MalformedRow extends Error {
  override readonly name = 'MalformedRow';

  constructor(file: string, line: number, reason: string) {
    super(`${file}:${line}: ${reason}`);
  }
}

/** Throws MalformedRow for the first row that the schema refuses. */
export function parseRows<Row>(lines: CsvLines, schema: z.ZodType<Row>): Row[] {
  return recordsOf(lines).map((record, index) => {
    const parsed = schema.safeParse(record);
    if (parsed.success) return parsed.data;
    const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new MalformedRow(lines.file, lines.firstLine + index, reasons.join('; '));
  });
}

/** All rows of a small file. Throws MalformedRow. */
export async function readRows<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
  const text = lines.join('\n');
  return parseRows({ file, columns: header.split(','), firstLine: 2, text }, schema);
}

function recordsOf({ file, columns, firstLine, text }: CsvLines): unknown[] {
  try {
    // Without quoting a record is a line, so that the index of a record gives its line.
    return parse(text, { columns, quote: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message counts lines from the start of the text.
    const line = firstLine + z.number().parse(error['lines']) - 1;
    throw new MalformedRow(file, line, error.code);
  }
}

/** Cells are texts; an empty one is no number. */
export const wholeNumber = z
  .string()
  .regex(/^[0-9]+$/, 'not a whole number')
  .transform(Number);

export const decimalNumber = z
  .string()
  .regex(/^-?[0-9]+(\.[0-9]+)?$/, 'not a number')
  .transform(Number);
