import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { contrail } from './contrail.js';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'contrail-other-secret-'));
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('under another secret than the database was made under', () => {
  it.each([['verify'], ['rebuild'], ['export', 'log.gz'], ['dead-letters']])(
    '%s does nothing, and says so',
    async (command, ...files) => {
      const { code, out, err } = await contrail(
        {
          DATABASE_URL: database.ownerUrl,
          CONTRAIL_SECRET: 'another secret of 32 characters.',
        },
        command,
        ...files.map((file) => join(folder, file)),
      );
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch('made under another CONTRAIL_SECRET than the present one');
      expect(await readdir(folder)).toEqual([]);
    },
  );
});
