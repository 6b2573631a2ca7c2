import type { PaymentMethod } from '#contracts';

/** How a payment ended at the provider. */
export type ProviderAnswer =
  | { outcome: 'captured' }
  | { outcome: 'declined'; reason: string }
  /** Timed out: the provider may have captured it, or may capture it yet. */
  | { outcome: 'unresolved' };

export interface Charge {
  /** The payment's id: the provider charges once under it, however often it is asked. */
  idempotencyKey: string;
  /** In minor units. */
  amount: { amount: number; currency: string };
  method: PaymentMethod;
}

/** The port to who moves the money. Each call rejects when the provider is out of reach. */
export abstract class PaymentProvider {
  /** Repeated under the same key, it charges nothing and answers how that key stands now. */
  abstract capture(charge: Charge): Promise<ProviderAnswer>;

  /** How a key stands now; undefined when the provider was never asked to capture under it. */
  abstract outcome(idempotencyKey: string): Promise<ProviderAnswer | undefined>;

  /**
   * Gives back all that was captured under a key, once, however often it is asked.
   *
   * @throws Error when nothing was captured under it
   */
  abstract refund(idempotencyKey: string): Promise<void>;
}
