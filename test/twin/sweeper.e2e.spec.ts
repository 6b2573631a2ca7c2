import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../setup/ask.js';
import { openServed, type Served } from '../setup/served.js';

let twin: Served;

const patient = { timeout: 20_000, interval: 200 };

beforeAll(async () => {
  twin = await openServed({ HOLD_SECONDS: '1' }, 'crud-twin');
});

afterAll(() => twin.stop());

/** Older than any other, and each kept for a payment whose provider is not to be asked yet. */
async function insertSuspendedHolds(count: number): Promise<void> {
  const { url } = twin.database;
  await ask(
    url,
    `INSERT INTO twin.booking SELECT 'KEPT' || n, 'held', 1, 19400, now() - interval '1 hour', 'a@example.com', 0, NULL
       FROM generate_series(1, $1) AS n`,
    [count],
  );
  await ask(
    url,
    `INSERT INTO twin.payment (payment_id, record_locator, position, command_id, method, amount, status, requested_at)
       SELECT gen_random_uuid(), record_locator, 0, record_locator, 'tok_ok', total, 'requested', now() + interval '5 minutes'
       FROM twin.booking WHERE record_locator LIKE 'KEPT%'`,
  );
}

it('holds that are kept for a payment are not in the way of one that has run out', async () => {
  // More than are looked for at once.
  await insertSuspendedHolds(101);
  const flightId = await twin.schedule({ number: 1, seats: 12 });
  const { recordLocator } = await twin.hold([flightId]);
  const status = async () => (await twin.read(recordLocator)).body.status;
  await expect.poll(status, patient).toBe('expired');
  const kept = await ask(
    twin.database.url,
    `SELECT FROM twin.booking WHERE record_locator LIKE 'KEPT%' AND status = 'held'`,
  );
  expect(kept).toHaveLength(101);
});
