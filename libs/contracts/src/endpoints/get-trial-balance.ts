import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { logHeaders } from './headers.js';

const amount = z.int().min(0);

const accountBalance = z.strictObject({
  account: z
    .string()
    .describe(
      'seats:CABIN:available, held, sold or capacity; money:receivable, cash, refunds or revenue',
    ),
  debit: amount.describe('seats, or cents: the balance where it stands on this side, else 0'),
  credit: amount.describe('as debit, on the other side'),
});

export const getTrialBalance = endpoint({
  method: 'GET',
  path: '/v1/ledger/trial-balance',
  tag: 'history',
  summary: 'Seats of all flights and money of all bookings as double entries',
  credential: 'operator',
  headers: logHeaders,
  answers: {
    200: {
      description:
        'the balance of every account that was posted to; debits and credits come to the same. The first question to a process takes as long as the log',
      schema: z
        .strictObject({ accounts: z.array(accountBalance), balanced: z.boolean() })
        .meta({ id: 'TrialBalance' }),
      example: {
        accounts: [
          { account: 'money:cash', debit: 19400, credit: 0 },
          { account: 'money:receivable', debit: 0, credit: 0 },
          { account: 'money:revenue', debit: 0, credit: 19400 },
          { account: 'seats:economy:available', debit: 161, credit: 0 },
          { account: 'seats:economy:capacity', debit: 0, credit: 162 },
          { account: 'seats:economy:held', debit: 0, credit: 0 },
          { account: 'seats:economy:sold', debit: 1, credit: 0 },
        ],
        balanced: true,
      },
    },
  },
  problems: [],
});
