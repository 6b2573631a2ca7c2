import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let application: RunningApplication;
let flightId: string;
let section: string;

beforeAll(async () => {
  const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  section = /## The first booking\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(eventStore, 1, 12);
  await eventStore.close();
  application = await startApplication(database);
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

/** The code blocks of a language. */
function blocks(language: string): string[] {
  return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, of]) => of === language)
    .map(([, , code = '']) => code);
}

/** Runs a shell block with this application, flight and what an earlier answer gave. */
async function run(code: string, replaced: Record<string, string> = {}): Promise<string> {
  let command = code
    .replaceAll('http://127.0.0.1:3000', application.url)
    .replaceAll(/[A-Z0-9]{2}\d{1,4}-[A-Z]{3}-\d{4}-\d{2}-\d{2}/g, flightId);
  for (const [from, to] of Object.entries(replaced)) command = command.replaceAll(from, to);
  return (await promisify(execFile)('bash', ['-ec', command])).stdout;
}

/** Every property of a JSON text, by path, and the type of its value. */
function shape(json: string): string[] {
  const paths: string[] = [];
  JSON.parse(json, function (this: unknown, key: string, value: unknown) {
    paths.push(`${key}: ${typeof value}`);
    return value;
  });
  return paths;
}

function headerNames(answer: string): string[] {
  return answer.match(/^[a-z-]+(?=:)/gm) ?? [];
}

it('the first booking of the README works as it is shown', async () => {
  const [book = '', reads = ''] = blocks('sh');
  const [shownHead = ''] = blocks('http');
  const [shownBody = ''] = blocks('json');
  const answer = await run(book);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head.split('\r\n')[0]).toBe(shownHead.split('\n')[0]);
  expect(headerNames(head.replaceAll('\r', ''))).toEqual(
    expect.arrayContaining(headerNames(shownHead)),
  );
  expect(shape(body)).toEqual(shape(shownBody));

  const { recordLocator, accessToken } = JSON.parse(body);
  const token = /^consistency-token: (\S+)/m.exec(head)?.[1] ?? '';
  const shownLocator = /"recordLocator": "(\w+)"/.exec(shownBody)?.[1] ?? '';
  const shownToken = `Bearer ${shownLocator}.…`;
  const answers = await run(reads, {
    [shownToken]: `Bearer ${accessToken}`,
    [shownLocator]: recordLocator,
    'Consistency-Token: …': `Consistency-Token: ${token}`,
  });
  expect(answers).toMatch(/"version":2,.*"streamId":"booking-/s);
});
