import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { ask } from '../../../test/setup/ask.js';
import { expectNoOtherKey, keepKey } from '../../../test/setup/kept-key.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Vault } from './vault.js';

let database: TestDatabase;
let vault: Vault;

function vaultUnder(secret: string): Vault {
  return new Vault({ url: database.url, secret, onConnectionLost: () => undefined });
}

beforeAll(async () => {
  database = await createDatabase();
  vault = vaultUnder(database.secret);
});

afterAll(async () => {
  await vault.close();
  await database.drop();
});

async function sealFor(subject: string) {
  const key = vault.createKey(subject);
  const name = key.seal('name', 'Bessie Coleman');
  await keepKey(database.url, key);
  return name;
}

describe('what was sealed', () => {
  it('is opened by its key, and shows nothing until then', async () => {
    const name = await sealFor('booking-A');
    expect(Buffer.from(name.sealed, 'base64url').toString('latin1')).not.toMatch(/Bessie|Coleman/);
    expect(await vault.open('booking-A', { name })).toEqual({ name: 'Bessie Coleman' });
  });

  it('is not opened in the place of another field, or of another subject', async () => {
    const name = await sealFor('booking-B');
    await sealFor('booking-C');
    await expect(vault.open('booking-B', { email: name })).rejects.toThrow();
    await expect(vault.open('booking-C', { name })).rejects.toThrow();
  });

  it('is not opened under another secret', async () => {
    const name = await sealFor('booking-D');
    const other = vaultUnder('another secret of the tests, of 32 bytes');
    await expect(other.open('booking-D', { name })).rejects.toThrow();
    await other.close();
  });

  it('is gone with its key', async () => {
    const name = await sealFor('booking-E');
    await vault.erase('booking-E');
    await vault.erase('booking-E');
    expect(await vault.open('booking-E', { name })).toBeUndefined();
    const stored = `SELECT wrapped FROM vault.key WHERE subject = 'booking-E'`;
    expect(await ask(database.ownerUrl, stored)).toEqual([{ wrapped: null }]);
  });
});

it.each(['kept', 'erased'])('a subject has one key for ever, %s', async (end) => {
  const subject = `booking-${end}`;
  await sealFor(subject);
  if (end === 'erased') await vault.erase(subject);
  await expectNoOtherKey(database.url, vault.createKey(subject));
});
