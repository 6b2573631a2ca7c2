import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { blocksUnder, runIn } from './readme.js';

let client: Client;

beforeAll(async () => {
  client = await openClient({ HOLD_SECONDS: '8' });
});

afterAll(() => client.stop());

const heading = "A booking's whole life";

// Debian's sh is dash, which knows less than bash and zsh.
it.each(['bash', 'sh'])("a booking's whole life goes in %s as the README tells", async (shell) => {
  const script = (await blocksUnder(heading, 'sh'))
    .join('')
    .replace('http://127.0.0.1:3000', client.application.url)
    .replace('$(cat .contrail/operator-key)', operatorKey);
  const printed = await runIn(shell, script);
  const shown = (await blocksUnder(heading, 'text')).join('').trimEnd().split('\n');
  expect(shown).toHaveLength(12);
  expect(printed.trimEnd().split('\n')).toEqual(shown.map((part) => expect.stringContaining(part)));
});
