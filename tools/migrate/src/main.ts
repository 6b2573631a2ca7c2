import { parseSettings, settings } from '#platform/process';
import { runCommandLine } from '#tools/command-line';
import { z } from 'zod';
import { migrate } from './migrate.js';

const migrationSettings = z.object({
  DATABASE_URL: settings.DATABASE_URL,
  CONTRAIL_SECRET: settings.CONTRAIL_SECRET,
});

// Before the parts of the distributed profile, which never know the owner: DATABASE_URL is the owner's.
await runCommandLine(
  {
    parseAsync: async () => {
      const { DATABASE_URL, CONTRAIL_SECRET } = parseSettings(migrationSettings, process.env);
      await migrate({ url: DATABASE_URL, secret: CONTRAIL_SECRET });
      console.log('the database has the form of this version');
    },
  },
  'The database was not migrated',
);
