import { setFlagsFromString } from 'v8';
import { setUp } from './setup.mjs';

// What a command reads of a log or a schedule dies young, yet V8 lets it gather to four times what lives before
// it looks: without the bound a year's import peaked at 1.16 to 1.29 times a month's; with it, see docs/benchmarks.md.
setFlagsFromString('--heap-growing-percent=50');

setUp(console.error)
  .then(() => import('../dist/apps/contrail/src/commands/main.js'))
  .catch((error) => {
    console.error(`The command did not run: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
