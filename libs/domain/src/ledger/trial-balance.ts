import type { Account } from './accounts.js';
import type { Posting } from './posting.js';

/** An account and the side on which its balance stands; the other is 0. */
export interface AccountBalance<A extends Account = Account> {
  account: A;
  debit: number;
  credit: number;
}

/** What has been posted. It grows in place: a ledger of a million events is one of these. */
export class Balances<A extends Account = Account> {
  /** Debits less credits. */
  private readonly net = new Map<A, number>();

  post({ debit, credit, amount }: Posting<A>): void {
    this.net.set(debit, this.of(debit) + amount);
    this.net.set(credit, this.of(credit) - amount);
  }

  /** Debits less credits of an account; 0 for one that nothing was posted to. */
  of(account: A): number {
    return this.net.get(account) ?? 0;
  }

  /** Of every account that was posted to, by name. */
  trialBalance(): AccountBalance<A>[] {
    return [...this.net]
      .map(([account, net]) => {
        return { account, debit: Math.max(net, 0), credit: Math.max(-net, 0) };
      })
      .sort((a, b) => (a.account < b.account ? -1 : 1));
  }
}

/** Whether debits and credits come to the same, in seats and in money. */
export function isBalanced(accounts: readonly AccountBalance[]): boolean {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of accounts) {
    const [unit = ''] = account.split(':');
    sums.set(unit, (sums.get(unit) ?? 0) + debit - credit);
  }
  return [...sums.values()].every((sum) => sum === 0);
}
