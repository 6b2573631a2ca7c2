import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { keepKey } from '../../../test/setup/kept-key.js';
import { Vault } from './vault.js';

let database: TestDatabase;
let vault: Vault;

beforeAll(async () => {
  database = await createDatabase();
  const { url, secret } = database;
  vault = new Vault({ url, secret, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await vault.close();
  await database.drop();
});

describe('a key that is kept', () => {
  it('seals one more value, which opens beside the first', async () => {
    const key = vault.createKey('one');
    await keepKey(database.url, key);
    const name = key.seal('name', 'Amelia');
    const reason = await vault.sealFor('one', 'reason', 'ill');
    expect(JSON.stringify([name, reason])).not.toMatch(/Amelia|ill/);
    if (reason === undefined) throw new Error('nothing was sealed');
    expect(await vault.open('one', { name, reason })).toEqual({ name: 'Amelia', reason: 'ill' });
  });

  it('does not open a value as another field', async () => {
    await keepKey(database.url, vault.createKey('two'));
    const reason = await vault.sealFor('two', 'reason', 'ill');
    if (reason === undefined) throw new Error('nothing was sealed');
    await expect(vault.open('two', { name: reason })).rejects.toThrow();
  });
});

describe('a key that is not there', () => {
  it('seals nothing', async () => {
    expect(await vault.sealFor('nobody', 'reason', 'ill')).toBeUndefined();
  });

  it('neither seals nor opens after it was erased', async () => {
    const key = vault.createKey('three');
    await keepKey(database.url, key);
    await vault.erase('three');
    expect(await vault.sealFor('three', 'reason', 'ill')).toBeUndefined();
    expect(await vault.open('three', { name: key.seal('name', 'Amelia') })).toBeUndefined();
  });
});
