import { z } from 'zod';

const answer = z.object({
  accounts: z.array(z.object({ account: z.string(), debit: z.int(), credit: z.int() })),
  balanced: z.boolean(),
});

export interface Ledger {
  balanced: boolean;
  /** Cents that were captured, and not given back. */
  cash: number;
  /** Cents that are to be given back. */
  owed: number;
}

/**
 * What the double entries of all bookings come to.
 *
 * @throws Error where there is nothing on one of the accounts
 */
export async function readLedger(api: string, operatorKey: string): Promise<Ledger> {
  const response = await fetch(`${api}/v1/ledger/trial-balance`, {
    headers: { authorization: `Bearer ${operatorKey}` },
  });
  const { accounts, balanced } = answer.parse(await response.json());
  const accountOf = (name: string) => {
    const found = accounts.find(({ account }) => account === name);
    if (found === undefined) throw new Error(`the ledger has no account ${name}`);
    return found;
  };
  const [cash, owed] = [accountOf('money:cash'), accountOf('money:refunds')];
  return { balanced, cash: cash.debit - cash.credit, owed: owed.credit - owed.debit };
}
