import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Endpoint, endpoints } from '#contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';

const root = join(import.meta.dirname, '..', '..');

let client: Client;

beforeAll(async () => {
  client = await openClient({ HOLD_SECONDS: '5' });
});

afterAll(() => client.stop());

function readScenario(): Promise<string> {
  return readFile(join(root, 'docs', 'scenario.http'), 'utf8');
}

it('docs/scenario.http plays the whole scenario', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'contrail-scenario-'));
  const operatorKeyFile = join(folder, 'operator-key');
  await writeFile(operatorKeyFile, operatorKey);
  let scenario = await readScenario();
  for (const [name, value] of Object.entries({ api: client.application.url, operatorKeyFile })) {
    scenario = scenario.replace(new RegExp(`^@${name}=.*$`, 'm'), `@${name}=${value}`);
  }
  await writeFile(join(folder, 'scenario.http'), scenario);
  const command = join(root, 'node_modules', 'httpyac', 'bin', 'httpyac.js');
  const args = [command, 'send', 'scenario.http', '--all', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    timeout: 50_000,
  });
  await rm(folder, { recursive: true });
  const { summary } = JSON.parse(stdout);
  const checks = scenario.match(/^\?\? /gm)?.length;
  expect(summary).toMatchObject({ totalTests: checks, successTests: checks, failedRequests: 0 });
});

it('docs/scenario.http asks all that a traveller may ask', async () => {
  const asked = [...(await readScenario()).matchAll(/^(GET|POST) \{\{api\}\}([^\s?]*)/gm)];
  const asks = ({ method, path }: Endpoint) => {
    const form = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return asked.some(([, by, address = '']) => by === method && form.test(address));
  };
  const travellers = endpoints.filter(({ tag }) =>
    ['flights', 'bookings', 'history'].includes(tag),
  );
  expect(travellers.length).toBeGreaterThan(10);
  expect(travellers.filter((endpoint) => !asks(endpoint))).toEqual([]);
});
