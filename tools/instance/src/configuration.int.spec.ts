import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from './configuration.js';
import { serverSettings, settingsHelp } from './settings.js';

let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'contrail-configuration-'));
});

afterAll(() => rm(data, { recursive: true }));

function read(env: Record<string, string>) {
  return readConfiguration({ CONTRAIL_DATA: data, ...env }, () => undefined);
}

describe('the configuration', () => {
  it('has a default for everything, and makes its secrets once', async () => {
    const made = await read({});
    expect(made).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      holdSeconds: 900,
      logLevel: 'info',
      databaseUrl: undefined,
    });
    expect(await readFile(join(data, 'secret'), 'utf8')).toBe(made.secret);
    expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600);
    expect(await read({})).toEqual(made);
  });

  it.each([
    [{ PORT: '70000' }, 'PORT: is not a whole number from 0 to 65535'],
    [{ PORT: '' }, 'PORT: is not a whole number'],
    [{ HOLD_SECONDS: '1.5' }, 'HOLD_SECONDS: is not a whole number'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ DATABASE_URL: 'http://hidden' }, 'DATABASE_URL: is not a postgres:// address'],
    [{ CONTRAIL_SECRET: 'hidden' }, 'CONTRAIL_SECRET'],
  ])('names what is wrong, but not its value: %o', async (env, message) => {
    await expect(read(env)).rejects.toThrow(message);
    await expect(read(env)).rejects.not.toThrow('hidden');
  });

  it('does not make a secret anew beside a database that was made with another', async () => {
    await mkdir(join(data, 'postgres'), { recursive: true });
    await rm(join(data, 'secret'), { force: true });
    await expect(read({})).rejects.toThrow(/secret is missing, .* put it back/);
  });

  it('refuses a data directory that is a file', async () => {
    const file = join(data, 'file');
    await writeFile(file, '');
    await expect(read({ CONTRAIL_DATA: file })).rejects.toThrow(`the data directory ${file}`);
  });

  it('is explained setting by setting', () => {
    const help = settingsHelp(serverSettings);
    for (const setting of ['PORT', 'DATABASE_URL', 'HOLD_SECONDS', 'CONTRAIL_SECRET']) {
      expect(help).toMatch(new RegExp(`^ {2}${setting} +\\S`, 'm'));
    }
  });
});
