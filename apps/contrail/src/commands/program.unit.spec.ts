import { describe, expect, it } from 'vitest';
import { runHere } from '../../../../test/setup/run-here.js';
import { program } from './program.js';

const command = (...args: string[]) => runHere(program, ...args);

describe('--help', () => {
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
});
