import { setUp } from './setup.mjs';

setUp(console.log)
  .then(() => import('../dist/tools/twin/src/main.js'))
  .catch((error) => {
    console.error(`The twin did not start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
