import { setUp } from './setup.mjs';

setUp(console.log)
  .then(() => import('../dist/tools/distributed/src/main.js'))
  .catch((error) => {
    console.error(`Contrail did not start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
