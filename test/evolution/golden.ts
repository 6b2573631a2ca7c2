import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'libs', 'contracts', 'src', 'events', 'golden');
const writtenEvent = z.strictObject({
  type: z.string(),
  schemaVersion: z.int(),
  data: z.unknown(),
});

/** What a record of the log tells of an event. */
export type WrittenEvent = z.infer<typeof writtenEvent>;

function read(...path: string[]): unknown {
  const content: unknown = JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
  return content;
}

/** An event of every version that was ever written, as the code of its time wrote it; by file. */
export const goldenEvents: ReadonlyMap<string, WrittenEvent> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, writtenEvent.parse(read(file))]),
);

const older = new Set(readdirSync(join(folder, 'newest')));

/** What a golden event tells in the newest form, as it is committed: for the newest version, itself. */
export function committedNewest(file: string): WrittenEvent[] {
  if (older.has(file)) return z.array(writtenEvent).parse(read('newest', file));
  const event = goldenEvents.get(file);
  if (event === undefined) throw new Error(`${file} is not kept`);
  return [event];
}
