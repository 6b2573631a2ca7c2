import { stopSignal, wholeNumber } from '#platform/process';
import { newCommand, parsedBy, unlessError } from '#tools/command-line';
import { Argument } from '@commander-js/extra-typings';
import { type Benchmark, targetText } from './benchmark.js';
import { benchmarks } from './benchmarks.js';
import { run } from './run.js';

const names = benchmarks.map(({ name }) => name);
const parsePairs = parsedBy(wholeNumber(5, 1000));

function helpOn(bench: Benchmark): string {
  const { name, also } = bench;
  return [linesOn(name, bench), ...(also ? [linesOn(`${name}, ${also.name}`, also)] : [])].join(
    '\n',
  );
}

function linesOn(name: string, { ours, baseline, unit, target }: Omit<Benchmark, 'also'>): string {
  return [
    `  ${name}, in ${unit}; target: ${targetText(target)}`,
    `    ours: ${ours}`,
    `    bare: ${baseline}`,
  ].join('\n');
}

export const program = newCommand('npm run bench --')
  .description(
    'Measures Contrail and something bare that does the same alternately; what counts is the median of ours / bare.',
  )
  .addArgument(new Argument('<NAME>', 'what is measured').choices(names))
  .option('--pairs <N>', 'measured pairs, after one that does not count: 5 to 1000', parsePairs, 5)
  .addHelpText('after', unlessError(['\nBenchmarks:', ...benchmarks.map(helpOn)].join('\n')))
  .action(async (name, { pairs }) => {
    const bench = benchmarks.find((each) => each.name === name);
    if (bench !== undefined) await run(bench, pairs, stopSignal('what it started stays'));
  });
