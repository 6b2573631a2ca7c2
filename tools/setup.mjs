// Parsed by every Node.js that may be on a machine, down to 12: newer syntax stands behind the check.
import { readFileSync, realpathSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

const file = fileURLToPath(import.meta.url);
const root = dirname(dirname(file));

function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = engines.node.replace(/^>=\s*/, '');
  const has = process.versions.node.split('.').map(Number);
  const needs = needed.split('.').map(Number);
  const differing = needs.findIndex((part, index) => has[index] !== part);
  if (differing === -1 || has[differing] > needs[differing]) return;
  const recommended = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  throw new Error(
    `this is Node.js ${process.versions.node} (${process.execPath}), and Contrail needs` +
      ` ${needed} or newer; ${recommended} is recommended: https://nodejs.org`,
  );
}

/**
 * Brings this folder to where the program can run: checks Node.js, installs and builds what is
 * missing or out of date, and tells `progress` a line for each step. Rejects with what went wrong.
 */
export function setUp(progress) {
  return Promise.resolve()
    .then(refuseOldNode)
    .then(() => import('./setup/steps.mjs'))
    .then(({ takeSteps }) => takeSteps(root, progress));
}

if (process.argv[1] && realpathSync(process.argv[1]) === file) {
  setUp(console.log).catch((error) => {
    console.error(`Contrail could not be set up: ${error.message}`);
    process.exitCode = 1;
  });
}
