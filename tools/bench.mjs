import { setUp } from './setup.mjs';

setUp(console.error)
  .then(() => import('../dist/tools/bench/src/main.js'))
  .catch((error) => {
    console.error(`The benchmark did not run: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
