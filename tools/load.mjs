import { setUp } from './setup.mjs';

setUp(console.error)
  .then(() => import('../dist/tools/load/src/main.js'))
  .catch((error) => {
    console.error(`The load test did not run: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
