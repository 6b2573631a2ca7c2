import { describe, expect, it } from 'vitest';
import { runHere } from '../../../test/setup/run-here.js';
import { program } from './program.js';

const bench = (...args: string[]) => runHere(program, ...args);

/** What `npm run bench` knows, in the order of its help, and what each is to reach. */
const targets = [
  ['append', 'at least 0.50'],
  ['read-stream', 'at least 0.80'],
  ['long-stream', 'at most 2.00'],
  ['start', 'at most 2.00'],
  ['projector', 'at least 0.80'],
  ['rebuild', 'at least 0.50'],
  ['staleness', 'at most 2.00'],
  ['streams', 'at most 2.00'],
  ['reads', 'at least 0.85'],
  ['growth-reads', 'at least 0.85'],
  ['bookings', 'at least 0.50'],
  ['hot-flight', 'at least 0.80'],
  ['growth-bookings', 'at least 0.90'],
  ['overload', 'at least 0.80'],
  ['capture', 'none'],
  ['twin', 'at least 10.00'],
];

it('--help of the benchmarks lists them, with the target of each and what it compares', async () => {
  const { code, out, err } = await bench('--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/--pairs <N> [\s\S]*: 5 to 1000\s+\(default:\s+5\)/);
  const listed = [...out.matchAll(/^ {2}(.+), in .+; target: (.+)\n {4}ours: .+\n {4}bare: .+$/gm)];
  expect(listed.map(([, name, target]) => [name, target])).toEqual([
    ...targets.slice(0, -1),
    ['capture, application', 'none'],
    ...targets.slice(-1),
    ['twin, bookings', 'at least 1.00'],
  ]);
});

const names = targets.map(([name]) => name).join(', ');

describe('a wrong argument of the benchmarks is told by name, with what is allowed, and exit code 2', () => {
  it.each([
    [[], /missing required argument 'NAME'[\s\S]*^Usage: npm run bench -- .*<NAME>/m],
    [['apend'], new RegExp(`'apend'.* 'NAME'.* ${names}\\.[\\s\\S]*--pairs <N>`)],
    [['append', '--pair', '9'], /unknown option '--pair'[\s\S]*--pairs <N>/],
    [['append', 'start'], /unknown argument 'start'[\s\S]*--pairs <N>/],
    [['append', '--pairs', '4'], /'4'.* whole number from 5 to 1000/],
    [['--pairs', '5.5', 'append'], /'5\.5'.* whole number from 5 to 1000/],
  ])('npm run bench -- %j', async (args, told) => {
    const { code, out, err } = await bench(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(told);
  });
});
