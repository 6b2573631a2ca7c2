import { parseArgs } from 'node:util';
import { type Benchmark, compare, isReached } from './benchmark.js';
import { benchmarks } from './benchmarks.js';

const names = benchmarks.map(({ name }) => name).join(', ');
const usage = `npm run bench -- NAME [--pairs N]; NAME is one of ${names}; N is 5 or more`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: 'string', default: '5' }, help: { type: 'boolean' } },
});
const bench = benchmarks.find(({ name }) => name === positionals[0]);
const pairs = Number(values.pairs);
if (values.help) console.log(usage);
else if (bench === undefined || positionals.length > 1 || !Number.isInteger(pairs) || pairs < 5) {
  console.error(usage);
  process.exitCode = 2;
} else {
  await run(bench, pairs);
}

async function run({ name, ours, baseline, unit, target, open }: Benchmark, pairs: number) {
  console.log(`ours: ${ours}\nbaseline: ${baseline}`);
  const contest = await open((line) => console.error(line));
  try {
    const { median, min, max } = await compare(contest, pairs, (pair) => {
      const ratio = (pair.ours / pair.baseline).toFixed(2);
      console.log(`${pair.ours.toFixed(0)} to ${pair.baseline.toFixed(0)} ${unit}: ${ratio}`);
    });
    console.log(isReached(target, median) ? 'the ratio is reached' : 'the ratio is NOT reached');
    console.log(JSON.stringify({ bench: name, ratio: median, min, max, runs: pairs }));
  } finally {
    await contest.close();
  }
}
