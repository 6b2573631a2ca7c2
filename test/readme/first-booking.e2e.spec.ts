import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { blocksUnder, runIn } from './readme.js';

let client: Client;
let flightId: string;

beforeAll(async () => {
  client = await openClient();
  flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
});

afterAll(() => client.stop());

function blocks(language: string): Promise<string[]> {
  return blocksUnder('The first booking', language);
}

/** Runs a shell block with this application, flight and what an earlier answer gave. */
function run(code: string, replaced: Record<string, string> = {}): Promise<string> {
  let command = code
    .replaceAll('http://127.0.0.1:3000', client.application.url)
    .replaceAll(/[A-Z0-9]{2}\d{1,4}-[A-Z]{3}-\d{4}-\d{2}-\d{2}/g, flightId);
  for (const [from, to] of Object.entries(replaced)) command = command.replaceAll(from, to);
  return runIn('bash', command);
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
  const [book = '', reads = ''] = await blocks('sh');
  const [shownHead = ''] = await blocks('http');
  const [shownBody = ''] = await blocks('json');
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
