import { setUp } from './setup.mjs';

setUp(console.error)
  .then(() => import('../dist/tools/storm/src/main.js'))
  .catch((error) => {
    console.error(`The storm did not run: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
