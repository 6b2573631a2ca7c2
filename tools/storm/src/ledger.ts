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

/** What the double entries of all bookings come to. */
export async function readLedger(api: string, operatorKey: string): Promise<Ledger> {
  const response = await fetch(`${api}/v1/ledger/trial-balance`, {
    headers: { authorization: `Bearer ${operatorKey}` },
  });
  const { accounts, balanced } = answer.parse(await response.json());
  const balanceOf = (name: string) => {
    const { debit = 0, credit = 0 } = accounts.find(({ account }) => account === name) ?? {};
    return Math.abs(debit - credit);
  };
  return { balanced, cash: balanceOf('money:cash'), owed: balanceOf('money:refunds') };
}
