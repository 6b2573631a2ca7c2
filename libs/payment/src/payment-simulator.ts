import type { PaymentMethod } from '#contracts';
import pg from 'pg';
import type { Charge, ProviderAnswer, Refund } from './payment-provider.js';
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

/** A row that stands already, as of now. */
const asOfNow = `SET charges = charge.charges
  + (charge.charges = 0 AND charge.captures_at <= clock_timestamp() IS TRUE)::integer`;

/**
 * A provider that charges nobody, with a memory that survives the process: its tables keep what it
 * charged and gave back under each key, so that tests can compare money with bookings.
 */
export class PaymentSimulator extends PaymentProvider {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: SimulatorConnection) {
    super();
    this.pool = new pg.Pool({
      connectionString: url,
      max: 20,
      application_name: 'contrail payment simulator',
      // Within the port's 5 s, connecting and all.
      connectionTimeoutMillis: 2_000,
      statement_timeout: 2_000,
      query_timeout: 3_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  capture({ idempotencyKey, amount, method }: Charge): Promise<ProviderAnswer> {
    const behaviour = behaviours[method];
    const { reason, seconds } =
      'reason' in behaviour
        ? { reason: behaviour.reason, seconds: null }
        : { reason: null, seconds: behaviour.capturesAfterSeconds };
    return this.answer(
      `INSERT INTO payment.charge (idempotency_key, amount, currency, reason, captures_at, charges)
       VALUES ($1, $2, $3, $4, clock_timestamp() + $5::integer * interval '1 second',
         coalesce($5::integer = 0, false)::integer)
       ON CONFLICT (idempotency_key) DO UPDATE ${asOfNow}
       RETURNING reason, charges`,
      [idempotencyKey, amount.amount, amount.currency, reason, seconds],
    );
  }

  withdraw(idempotencyKey: string): Promise<ProviderAnswer> {
    return this.answer(
      `INSERT INTO payment.charge (idempotency_key, amount, currency, reason)
       VALUES ($1, 0, 'USD', 'withdrawn')
       ON CONFLICT (idempotency_key) DO UPDATE ${asOfNow}
       RETURNING reason, charges`,
      [idempotencyKey],
    );
  }

  /** A second one of the same charge is carried out as well, where a real provider may refuse it: so it is seen. */
  async refund({ idempotencyKey, charge }: Refund): Promise<void> {
    const { rowCount } = await this.pool.query(
      `WITH captured AS (SELECT idempotency_key FROM payment.charge WHERE idempotency_key = $2 AND charges = 1),
         carried_out AS (INSERT INTO payment.refund (idempotency_key, charge)
           SELECT $1, idempotency_key FROM captured ON CONFLICT DO NOTHING)
       SELECT FROM captured`,
      [idempotencyKey, charge],
    );
    if (rowCount === 0) throw new Error(`nothing was captured under ${charge}`);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async answer(statement: string, values: unknown[]): Promise<ProviderAnswer> {
    try {
      const { rows } = await this.pool.query<ChargeRow>(statement, values);
      return answerOf(rows[0]);
    } catch (error) {
      if (isSilence(error)) return { outcome: 'unresolved' };
      throw error;
    }
  }
}

interface ChargeRow {
  reason: string | null;
  charges: number;
}

function answerOf(row: ChargeRow | undefined): ProviderAnswer {
  if (row === undefined) throw new Error('the charge was not kept');
  if (row.reason !== null) return { outcome: 'declined', reason: row.reason };
  return { outcome: row.charges > 0 ? 'captured' : 'unresolved' };
}

/** A statement that took too long, or a server that said nothing. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === '57014' || error.message === 'Query read timeout';
}
