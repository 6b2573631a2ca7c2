import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrail, startBench, startServer, toEnd } from './contrail.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-'));
});

afterAll(() => rm(folder, { recursive: true }));

const server = (...args: string[]) => toEnd(startServer({}, ...args));
const bench = (...args: string[]) => toEnd(startBench({}, ...args));
const command = (...args: string[]) => contrail({}, ...args);

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

describe('--help', () => {
  it('of npm start tells its options, and every setting with its default', async () => {
    const { code, out, err } = await server('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /--days <N> .*1 to 366 \(default:\s+7\)[\s\S]*--port <PORT>[\s\S]*--data <DIR>/,
    );
    expect(out).toMatch(/^ {2}PORT +.*\(3000\)[\s\S]*^ {2}CONTRAIL_OPERATOR_KEY /m);
  });

  it('of the commands lists them', async () => {
    const { code, out, err } = await command('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^ {2}import [\s\S]*^ {2}operations [\s\S]*^ {2}verify [\s\S]*^ {2}follow [\s\S]*^ {2}export [\s\S]*^ {2}restore [\s\S]*^ {2}dead-letters /m,
    );
  });

  it.each([
    ['import', /--from <DATE>[\s\S]*--days <N>[\s\S]*--data <DIR>[\s\S]*DATABASE_URL/],
    [
      'operations',
      /--date <DATE>[\s\S]*--speed <N>[\s\S]*--data <DIR>[\s\S]*--url <URL>[\s\S]*DATABASE_URL/,
    ],
    ['follow', /<RECORD_LOCATOR>[\s\S]*--data <DIR>[\s\S]*LOG_LEVEL[\s\S]*DATABASE_URL/],
    ['verify', /--data <DIR>[\s\S]*DATABASE_URL/],
    ['export', /<FILE>[\s\S]*--with-keys <KEYFILE>[\s\S]*--data <DIR>[\s\S]*DATABASE_URL/],
    ['restore', /<FILE>[\s\S]*--with-keys <KEYFILE>[\s\S]*--data <DIR>[\s\S]*CONTRAIL_SECRET/],
    ['dead-letters', /retry [\s\S]*DATABASE_URL/],
  ])('of %s tells its options and settings', async (name, told) => {
    const { code, out, err } = await command(name, '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(told);
  });

  it('of the benchmarks lists them, with the target of each and what it compares', async () => {
    const { code, out, err } = await bench('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/--pairs <N> [\s\S]*: 5 to 1000\s+\(default:\s+5\)/);
    const listed = [
      ...out.matchAll(/^ {2}(.+), in .+; target: (.+)\n {4}ours: .+\n {4}bare: .+$/gm),
    ];
    expect(listed.map(([, name, target]) => [name, target])).toEqual([
      ...targets.slice(0, -1),
      ['capture, application', 'none'],
      ...targets.slice(-1),
      ['twin, bookings', 'at least 1.00'],
    ]);
  });
});

describe('what is not allowed is told by name, with what is, and exit code 2', () => {
  const day = ['--from', '2026-12-05', '--days', '1'];

  it.each([
    [[], /^Usage: npm run contrail/],
    [['impart'], /unknown command 'impart'[\s\S]*import[\s\S]*verify/],
    [['--hat'], /unknown option '--hat'[\s\S]*--help/],
    [['import', ...day, '--hat'], /unknown option '--hat'[\s\S]*--days <N>/],
    [['import', ...day, 'JFK'], /unknown argument 'JFK'[\s\S]*--days <N>/],
    [['import', '--from', '2026-12-05'], /'--days <N>' not specified/],
    [
      ['import', '--from', '2026-02-30', '--days', '1'],
      /'2026-02-30'.* not a date of the calendar/,
    ],
    [
      ['import', '--from', '12/05/2026', '--days', '1'],
      /'12\/05\/2026'.* not a date of the calendar/,
    ],
    [['import', '--from', '3000-01-01', '--days', '1'], /'3000-01-01'.* 1970 to 2999/],
    [['import', '--from', '2026-12-05', '--days', '367'], /'367'.* whole number from 1 to 366/],
    [['operations', '--speed', '600'], /'--date <DATE>' not specified/],
    [['operations', '--date', '2027-02-29'], /'2027-02-29'.* not a date of the calendar/],
    [
      ['operations', '--date', '2027-02-08', '--speed', '0'],
      /'0'.* whole number from 1 to 1000000/,
    ],
    [
      ['operations', '--date', '2027-02-08', '--url', 'here'],
      /'here'.* is not an address like http:/,
    ],
    [['follow'], /missing required argument 'RECORD_LOCATOR'/],
    [['follow', '222'], /'222'.* is no record locator like 4SZU7G/],
    [['verify', 'all'], /unknown argument 'all'[\s\S]*--data <DIR>/],
    [['export'], /missing required argument 'FILE'/],
    [['restore', 'a.gz', 'b.gz'], /unknown argument 'b\.gz'[\s\S]*--with-keys <KEYFILE>/],
    [['verify', '--data', ''], /'--data <DIR>' argument ''.* is empty/],
  ])('contrail %j', async (args, told) => {
    const { code, out, err } = await command(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(told);
  });

  it.each([
    [['--hat'], /unknown option '--hat'[\s\S]*--days <N>/],
    [['now'], /unknown argument 'now'/],
    [['--days', '0'], /'0'.* whole number from 1 to 366/],
    [['--port', '70000'], /'70000'.* whole number from 0 to 65535/],
  ])('npm start -- %j', async (args, told) => {
    const { code, out, err } = await server(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(told);
  });
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

describe('what cannot be done is told, with exit code 1', () => {
  it('a data directory that is not there, which no command makes', async () => {
    const missing = join(folder, 'missing');
    const { code, out, err } = await command('verify', '--data', missing);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`there is no data directory ${missing}`);
    expect(existsSync(missing)).toBe(false);
  });

  it('a data directory without a database, which no command makes', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    const { code, err } = await command('verify', '--data', empty);
    expect(code).toBe(1);
    expect(err).toContain(`the data directory ${empty} has no database`);
  });

  it('a wrong setting, whose value is not told, and only one that a command needs', async () => {
    const env = { DATABASE_URL: 'http://hidden', PORT: 'none' };
    const { code, err } = await contrail(env, 'verify');
    expect(code).toBe(1);
    expect(err).toMatch(
      /the configuration is wrong: DATABASE_URL: is not a postgres:\/\/ address\n$/,
    );
    const server = await toEnd(startServer(env));
    expect(server.err).not.toMatch('hidden');
    expect(server).toMatchObject({ code: 1, out: '' });
    expect(server.err).toMatch(/Contrail did not start: .*PORT: is not a whole number/);
  });

  it('a database that does not answer', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    const { code, err } = await contrail(env, 'verify');
    expect(code).toBe(1);
    expect(err).toMatch(/the database of DATABASE_URL does not answer \(ECONNREFUSED\)/);
  });
});
