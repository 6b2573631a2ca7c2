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
    expect(out).toMatch(/^ {2}import [\s\S]*^ {2}dead-letters /m);
  });

  it('of the benchmarks lists them', async () => {
    const { code, out, err } = await bench('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ {2}append, in .*[\s\S]*^ {2}twin, bookings, in /m);
  });
});

describe('what is not allowed is told by name, with what is, and exit code 2', () => {
  it('of the commands', async () => {
    const { code, out, err } = await command('verify', 'all');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/unknown argument 'all'[\s\S]*--data <DIR>/);
  });

  it('of the benchmarks', async () => {
    const { code, out, err } = await bench('append', '--pairs', '4');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/'4'.* whole number from 5 to 1000/);
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
