import { setUp } from './setup.mjs';

setUp(console.error)
  .then(() => import('../dist/apps/contrail/src/commands/main.js'))
  .catch((error) => {
    console.error(`The command did not run: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
