import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from './setup.mjs';

const quick = process.argv.includes('--quick');
const bin = (name) => join('node_modules', name);

const checks = [
  ['format', bin('prettier/bin/prettier.cjs'), ['--check', '.']],
  ['types', bin('typescript/bin/tsc'), ['--noEmit']],
];
const levels = quick ? ['unit'] : ['unit', 'int', 'e2e'];

await setUp((line) => console.log(line));

const total = { passed: 0, failed: 0 };
for (const [name, script, args] of checks) {
  const { code, output } = await run(name, script, args);
  if (code !== 0) console.log(output);
  total[code === 0 ? 'passed' : 'failed'] += 1;
}
const folder = mkdtempSync(join(tmpdir(), 'contrail-tests-'));
const report = join(folder, 'report.json');
const projects = levels.flatMap((level) => ['--project', level]);
const reporters = ['--reporter=json', `--outputFile=${report}`, '--reporter=dot'];
const tests = await run('tests', bin('vitest/vitest.mjs'), ['run', ...projects, ...reporters]);
if (tests.code !== 0) console.log(tests.output);
count(tests.code);
rmSync(folder, { recursive: true });

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function run(name, script, args) {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args]);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += chunk));
    }
    child.on('close', (code) => {
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      resolve({ code, output });
    });
  });
}

/** A run that ends in failure without a failed test (a file that did not load) is one failure. */
function count(code) {
  let outcome;
  try {
    outcome = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    total.failed += 1;
    return;
  }
  const skipped = outcome.numPendingTests + outcome.numTodoTests;
  const failed = outcome.numFailedTests + skipped;
  total.passed += outcome.numPassedTests;
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
}
