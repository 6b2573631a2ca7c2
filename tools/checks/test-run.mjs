import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isInstalled } from '../setup/install.mjs';
import { endChildren, runNode } from './child.mjs';
import { countTests } from './count.mjs';
import { endLeftBehind, openRunFolder } from './run-folder.mjs';
import { checks, levels, levelStep, quickChecks } from './steps.mjs';

const root = join(import.meta.dirname, '..', '..');

const usage = `npm test                                   everything
npm run check                              format, types, lint and unit tests, in seconds
npm test -- --only unit|int|e2e [FILTER…]  one level, of the files whose path has a FILTER in it`;

function parse(args) {
  const options = {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const { quick, only, help } = values;
  if (only !== undefined && !levels.includes(only)) throw new Error(`no level ${only}\n${usage}`);
  if (only === undefined && positionals.length > 0) throw new Error(usage);
  if (quick && only !== undefined) throw new Error(usage);
  return { quick, only, help, filters: positionals };
}

async function timed(step, options) {
  const begin = performance.now();
  const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
  const ticking = setInterval(() => console.log(`${step.name} … ${seconds()} s`), 10_000);
  const outcome = await runNode(step.args, options).finally(() => clearInterval(ticking));
  return { ...outcome, seconds: seconds() };
}

function tell(name, { passed, failed }, { seconds, output }) {
  const counted = passed + failed > 1 ? ` (${passed} passed, ${failed} failed)` : '';
  console.log(`${name}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s${counted}`);
  if (failed > 0 && output !== '') console.log(output.trimEnd());
}

async function runCheck(step, options) {
  const outcome = await timed(step, options);
  const counts = outcome.code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  tell(step.name, counts, outcome);
  return counts;
}

async function runLevel(level, filters, options) {
  const report = join(options.folder, `${level}.json`);
  const outcome = await timed(levelStep(level, filters, report), options);
  const counts = countTests(report, outcome.code);
  const left = await endLeftBehind(options.folder);
  counts.failed += left.length;
  tell(level, counts, outcome);
  if (left.length > 0) console.log(`left running by the tests, and ended:\n${left.join('\n')}`);
  return counts;
}

async function inOrder(steps) {
  const counts = [];
  for (const step of steps) counts.push(await step());
  return counts;
}

/** For two cores: each of the checks takes one. */
async function twoAtATime(steps) {
  const counts = [];
  const left = steps.values();
  const lane = async () => {
    for (const step of left) counts.push(await step());
  };
  await Promise.all([lane(), lane()]);
  return counts;
}

async function run({ quick, only, filters }, options) {
  const check = (step) => () => runCheck(step, options);
  const level = (name) => () => runLevel(name, filters, { ...options, live: only !== undefined });
  if (only !== undefined) return inOrder([level(only)]);
  if (quick) return Promise.all([...quickChecks.map(check), level('unit')].map((step) => step()));
  return [...(await twoAtATime(checks.map(check))), ...(await inOrder(levels.map(level)))];
}

function endOnSignals(close) {
  for (const [signal, number] of [
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ]) {
    process.once(signal, async () => {
      await endChildren();
      close();
      process.exit(128 + number);
    });
  }
}

/** Runs what `args` ask for, and closes with the one line of counts; answers the exit code. */
export async function testRun(args, isSetUp) {
  const wanted = parse(args);
  if (wanted.help) {
    console.log(usage);
    return 0;
  }
  process.chdir(root);
  const { folder, close } = openRunFolder();
  endOnSignals(close);
  const env = { ...process.env, TMPDIR: folder };
  const setUp = isSetUp ? [] : [{ passed: 0, failed: 1 }];
  const steps = isSetUp || isInstalled(root) ? await run(wanted, { folder, env }) : [];
  close();
  const sum = (key) => [...setUp, ...steps].reduce((total, counts) => total + counts[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
}
