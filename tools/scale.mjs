import { setUp } from './setup.mjs';

setUp(console.error)
  .then(() => import('../dist/tools/scale/src/main.js'))
  .catch((error) => {
    console.error(`Nothing was reckoned: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
