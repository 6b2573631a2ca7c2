import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { VersionedEvent } from './upcaster.js';

const folder = join(import.meta.dirname, 'golden');
const versionedEvent = z.strictObject({
  type: z.string(),
  schemaVersion: z.int(),
  data: z.unknown(),
});

function read(...path: string[]): unknown {
  const content: unknown = JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
  return content;
}

/** An event of every version that was ever written, as the code of its time wrote it; by file. */
export const goldenEvents: ReadonlyMap<string, VersionedEvent> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, versionedEvent.parse(read(file))]),
);

const older = new Set(readdirSync(join(folder, 'newest')));

/** What a golden event tells in the newest form, as it is committed: for the newest version, itself. */
export function committedNewest(file: string, event: VersionedEvent): VersionedEvent[] {
  return older.has(file) ? z.array(versionedEvent).parse(read('newest', file)) : [event];
}
