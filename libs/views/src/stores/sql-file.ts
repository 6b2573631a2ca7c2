import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The text of a file of this library's `sql` folder: one database object each. */
export async function viewsSql(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, '..', '..', 'sql', `${name}.sql`), 'utf8');
}
