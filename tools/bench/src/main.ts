import { parseArgs } from 'node:util';
import { append } from './append.js';
import { compare, isReached } from './benchmark.js';
import { readStream } from './read-stream.js';

const benchmarks = [append, readStream];
const progress = (line: string) => console.error(line);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: 'string', default: '5' } },
});
const bench = benchmarks.find(({ name }) => name === positionals[0]);
if (bench === undefined) throw new Error(`no benchmark ${positionals[0]}`);
const contest = await bench.open(progress);
try {
  const result = await compare(contest, Number(values.pairs), ({ ours, baseline }) => {
    console.log(
      `ours ${ours.toFixed(0)} ${bench.unit}, baseline ${baseline.toFixed(0)} ${bench.unit}: ${(ours / baseline).toFixed(3)}`,
    );
  });
  console.log(isReached(bench.target, result.median));
  console.log(JSON.stringify({ bench: bench.name, ratio: result.median, ...result }));
} finally {
  await contest.close();
}
