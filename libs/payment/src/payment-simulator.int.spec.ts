import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { type Charge, PaymentSimulator } from './index.js';

let database: TestDatabase;
let provider: PaymentSimulator;
let other: PaymentSimulator;

beforeAll(async () => {
  database = await createDatabase();
  provider = new PaymentSimulator({ url: database.url, onConnectionLost: () => undefined });
  other = new PaymentSimulator({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await provider.close();
  await other.close();
  await database.drop();
});

function charge(idempotencyKey: string, method: Charge['method']): Charge {
  return { idempotencyKey, amount: { amount: 19_400, currency: 'USD' }, method };
}

async function moved(idempotencyKey: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ charges: number; refunds: number }>(
    `SELECT charges, (SELECT count(*)::integer FROM payment.refund WHERE charge = $1) AS refunds
       FROM payment.charge WHERE idempotency_key = $1`,
    [idempotencyKey],
  );
  await client.end();
  return rows[0];
}

describe('a payment at the simulator', () => {
  it('is charged once, however often and wherever it is asked for at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? provider : other).capture(charge('ok', 'tok_ok')),
    );
    for (const answer of await Promise.all(asked)) expect(answer).toEqual({ outcome: 'captured' });
    expect(await moved('ok')).toEqual({ charges: 1, refunds: 0 });
  });

  it('is declined with a reason, again and again', async () => {
    const declined = { outcome: 'declined', reason: 'insufficient funds' };
    expect(await provider.capture(charge('declined', 'tok_declined'))).toEqual(declined);
    expect(await other.capture(charge('declined', 'tok_declined'))).toEqual(declined);
    expect(await moved('declined')).toEqual({ charges: 0, refunds: 0 });
  });

  it('that times out is captured 5 s later, by whichever process asks', async () => {
    const begin = Date.now();
    expect(await provider.capture(charge('late', 'tok_timeout'))).toEqual({
      outcome: 'unresolved',
    });
    expect(await other.capture(charge('late', 'tok_timeout'))).toEqual({ outcome: 'unresolved' });
    while ((await other.capture(charge('late', 'tok_timeout'))).outcome !== 'captured') {
      await pause(50);
    }
    expect(Date.now() - begin).toBeGreaterThanOrEqual(4_900);
    expect(await moved('late')).toEqual({ charges: 1, refunds: 0 });
  });

  it('that was withdrawn before it was asked for is declined, however late it comes', async () => {
    const withdrawn = { outcome: 'declined', reason: 'withdrawn' };
    expect(await provider.withdraw('withdrawn')).toEqual(withdrawn);
    expect(await other.withdraw('withdrawn')).toEqual(withdrawn);
    expect(await other.capture(charge('withdrawn', 'tok_ok'))).toEqual(withdrawn);
    expect(await moved('withdrawn')).toEqual({ charges: 0, refunds: 0 });
  });

  it('goes on when it is withdrawn too late', async () => {
    await provider.capture(charge('captured', 'tok_ok'));
    expect(await other.withdraw('captured')).toEqual({ outcome: 'captured' });
    await provider.capture(charge('open', 'tok_timeout'));
    expect(await other.withdraw('open')).toEqual({ outcome: 'unresolved' });
    expect(await moved('captured')).toEqual({ charges: 1, refunds: 0 });
  });

  it('is either withdrawn or captured when both come at once', async () => {
    for (let round = 0; round < 50; round += 1) {
      const key = `both ${round}`;
      const asked = [provider.capture(charge(key, 'tok_ok')), other.withdraw(key)];
      const [captured, withdrawn] = await Promise.all(asked);
      expect(withdrawn).toEqual(captured);
    }
  });

  it('is given back once, however often it is asked for', async () => {
    await provider.capture(charge('refunded', 'tok_ok'));
    const refund = { idempotencyKey: 'refund', charge: 'refunded' };
    await Promise.all([provider, other, provider].map((each) => each.refund(refund)));
    expect(await moved('refunded')).toEqual({ charges: 1, refunds: 1 });
  });

  it('that is given back under two keys is given back twice, and counted so', async () => {
    await provider.capture(charge('twice', 'tok_ok'));
    for (const idempotencyKey of ['one', 'another']) {
      await provider.refund({ idempotencyKey, charge: 'twice' });
    }
    expect(await moved('twice')).toEqual({ charges: 1, refunds: 2 });
  });

  it('is not given back where nothing was captured', async () => {
    await provider.capture(charge('pending', 'tok_timeout'));
    for (const charge of ['pending', 'never']) {
      const refund = { idempotencyKey: `${charge} refund`, charge };
      await expect(provider.refund(refund)).rejects.toThrow('nothing was captured');
    }
  });
});
