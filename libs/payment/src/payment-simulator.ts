import type { PaymentMethod } from '#contracts';
import pg from 'pg';
import type { Charge, ProviderAnswer } from './payment-provider.js';
import { PaymentProvider } from './payment-provider.js';

export interface SimulatorConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

type Behaviour = { reason: string } | { capturesAfterSeconds: number };

const behaviours: Record<PaymentMethod, Behaviour> = {
  tok_ok: { capturesAfterSeconds: 0 },
  tok_declined: { reason: 'insufficient funds' },
  tok_timeout: { capturesAfterSeconds: 5 },
};

/**
 * A provider that charges nobody, with a memory that survives the process: its table counts what it
 * charged and gave back under each key, so that tests can compare money with bookings.
 */
export class PaymentSimulator extends PaymentProvider {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: SimulatorConnection) {
    super();
    this.pool = new pg.Pool({
      connectionString: url,
      max: 5,
      application_name: 'contrail payment simulator',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  async capture({ idempotencyKey, amount, method }: Charge): Promise<ProviderAnswer> {
    const behaviour = behaviours[method];
    const { reason, seconds } =
      'reason' in behaviour
        ? { reason: behaviour.reason, seconds: null }
        : { reason: null, seconds: behaviour.capturesAfterSeconds };
    await this.pool.query(
      `INSERT INTO payment.charge (idempotency_key, amount, currency, reason, captures_at)
       VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second')
       ON CONFLICT (idempotency_key) DO NOTHING`,
      [idempotencyKey, amount.amount, amount.currency, reason, seconds],
    );
    return (await this.outcome(idempotencyKey)) ?? { outcome: 'unresolved' };
  }

  async outcome(idempotencyKey: string): Promise<ProviderAnswer | undefined> {
    await this.pool.query(
      `UPDATE payment.charge SET charges = charges + 1
       WHERE idempotency_key = $1 AND charges = 0 AND captures_at <= clock_timestamp()`,
      [idempotencyKey],
    );
    const { rows } = await this.pool.query<{ reason: string | null; charges: number }>(
      'SELECT reason, charges FROM payment.charge WHERE idempotency_key = $1',
      [idempotencyKey],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    if (row.reason !== null) return { outcome: 'declined', reason: row.reason };
    return { outcome: row.charges > 0 ? 'captured' : 'unresolved' };
  }

  async refund(idempotencyKey: string): Promise<void> {
    await this.pool.query(
      `UPDATE payment.charge SET refunds = refunds + 1
       WHERE idempotency_key = $1 AND refunds = 0 AND charges > 0`,
      [idempotencyKey],
    );
    const { rowCount } = await this.pool.query(
      'SELECT FROM payment.charge WHERE idempotency_key = $1 AND refunds > 0',
      [idempotencyKey],
    );
    if (rowCount === 0) throw new Error(`nothing was captured under ${idempotencyKey}`);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
