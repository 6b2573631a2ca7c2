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

export interface Refund {
  /** A refund is carried out once under it, however often it is asked for; another key is another refund. */
  idempotencyKey: string;
  /** The key of the charge. */
  charge: string;
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
   * Gives back all that was captured.
   *
   * @throws Error when nothing was, or when that is not known within 5 s
   */
  abstract refund(refund: Refund): Promise<void>;
}
