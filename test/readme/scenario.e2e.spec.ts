import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Endpoint, endpoints } from '#contracts';
import { z } from 'zod';
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

const played = z.object({
  requests: z.array(
    z.object({
      title: z.string().optional(),
      testResults: z.array(z.looseObject({ status: z.string() })).optional(),
    }),
  ),
  summary: z.unknown(),
});

/** Answers what it printed, also where a check has failed. */
function play(file: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(file, args, { cwd, timeout: 50_000, maxBuffer: 2 ** 26 }, (_, stdout) =>
      resolve(stdout),
    );
  });
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
  const printed = await play(process.execPath, args, folder);
  await rm(folder, { recursive: true });
  // What failed is told in what was printed.
  const { requests, summary } = played.parse(JSON.parse(printed));
  const results = requests.flatMap(({ title, testResults = [] }) =>
    testResults.map((result) => ({ title, ...result })),
  );
  expect(results.filter(({ status }) => status !== 'SUCCESS')).toEqual([]);
  const checks = scenario.match(/^\?\? /gm)?.length;
  expect(summary).toMatchObject({ totalTests: checks, successTests: checks, failedRequests: 0 });
});

it('docs/scenario.http asks all that a traveller may ask', async () => {
  const asked = [...(await readScenario()).matchAll(/^(GET|POST) \{\{api\}\}([^\s?]*)/gm)];
  const asks = ({ method, path }: Endpoint) => {
    const form = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return asked.some(([, by, address = '']) => by === method && form.test(address));
  };
  // A stream of events has no end, for which the scenario would wait.
  const ends = ({ answers }: Endpoint) => answers[200]?.contentType !== 'text/event-stream';
  const travellers = endpoints.filter(
    (endpoint) => ['flights', 'bookings', 'history'].includes(endpoint.tag) && ends(endpoint),
  );
  expect(travellers.length).toBeGreaterThan(10);
  expect(travellers.filter((endpoint) => !asks(endpoint))).toEqual([]);
});
