import { captureBy } from '#fares';
import { parseSettings, settings } from '#platform/process';
import { runCommandLine } from '#tools/command-line';
import { z } from 'zod';
import { migrate } from './migrate.js';

const migrationSettings = z.object({
  DATABASE_URL: settings.DATABASE_URL,
  CONTRAIL_SECRET: settings.CONTRAIL_SECRET,
  CAPTURE: settings.CAPTURE.default('wal'),
});

// Before the parts of the distributed profile, which never know the owner: DATABASE_URL is the owner's.
await runCommandLine(
  {
    parseAsync: async () => {
      const { DATABASE_URL, CONTRAIL_SECRET, CAPTURE } = parseSettings(
        migrationSettings,
        process.env,
      );
      await migrate({ url: DATABASE_URL, secret: CONTRAIL_SECRET });
      // From the write-ahead log it is read once there is a Kafka Connect: see tools/capture.
      if (CAPTURE !== 'wal') await captureBy(DATABASE_URL, CAPTURE);
      console.log('the database has the form of this version');
    },
  },
  'The database was not migrated',
);
