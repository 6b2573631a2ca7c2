import type { PaymentMethod } from '#contracts';

/** How a payment ended at the provider. */
export type ProviderAnswer =
  | { outcome: 'captured' }
  | { outcome: 'declined'; reason: string }
  /** Not known within 5 s: the provider may have captured it, or may capture it yet. */
  | { outcome: 'unresolved' };

export interface Charge {
  /** The payment's id: the provider charges once under it, however often it is asked. */
  idempotencyKey: string;
  /** In minor units. */
  amount: { amount: number; currency: string };
  method: PaymentMethod;
}

/** The port to who moves the money. Each call answers within 5 s; it rejects where the provider fails. */
export abstract class PaymentProvider {
  /** Repeated under the same key, it charges nothing and answers how that key stands now. */
  abstract capture(charge: Charge): Promise<ProviderAnswer>;

  /**
   * Closes a key that nothing was asked under: a capture that comes later is declined. Answers how
   * the key stands now; one that was asked for goes on.
   */
  abstract withdraw(idempotencyKey: string): Promise<ProviderAnswer>;

  /**
   * Gives back all that was captured under a key, once, however often it is asked.
   *
   * @throws Error when nothing was captured under it, or when that is not known within 5 s
   */
  abstract refund(idempotencyKey: string): Promise<void>;
}
