import type { Account } from './accounts.js';

/** One amount on the debit side of an account and on the credit side of another: it cannot be out of balance. */
export interface Posting<A extends Account = Account> {
  readonly debit: A;
  readonly credit: A;
  /** Seats, or cents: never less than 0. */
  readonly amount: number;
}

/**
 * @param amount a whole number from 0 on; anything else throws a RangeError: the way back is a posting of its own
 */
export function transfer<A extends Account>(amount: number, from: A, to: A): Posting<A> {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`not an amount to post: ${amount}`);
  }
  return { debit: to, credit: from, amount };
}
