import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { fellTree, type Imports, plantTree, surroundings } from './tree.js';

const command = join(import.meta.dirname, '..', '..', 'tools', 'checks', 'imports.mjs');
let tree: string;

async function check(imports: Imports): Promise<{ stdout: string }> {
  tree = await plantTree(imports);
  return promisify(execFile)(process.execPath, [command], { cwd: tree });
}

afterEach(() => fellTree(tree));

describe('the check of the imports', () => {
  it('fails a project that breaks one, and names it', async () => {
    const imports = { ...surroundings, 'apps/query-api/src/seats.ts': ['#event-store/reader'] };
    await expect(check(imports)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/error apps\/query-api: apps\/query-api\/src\/seats\.ts/),
    });
  });

  it('fails a project without modules', async () => {
    await expect(check({})).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/no modules to look at/),
    });
  });
});
