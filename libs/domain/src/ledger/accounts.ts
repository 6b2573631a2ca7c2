import type { Cabin } from '../flight/seat-map.js';

/**
 * Where the seats of a cabin stand, in seats, one set of accounts for each flight:
 *
 * | account   | side   | what its balance says                                          |
 * |-----------|--------|----------------------------------------------------------------|
 * | available | debit  | free to be held                                                |
 * | held      | debit  | of a booking that is not paid yet                              |
 * | sold      | debit  | of a booking with tickets                                      |
 * | capacity  | credit | all seats of the cabin: what the other three add up to, always |
 */
export type SeatAccount = `seats:${Cabin}:${'available' | 'held' | 'sold' | 'capacity'}`;

/**
 * What a booking comes to, in cents of a US dollar, one set of accounts for each booking:
 *
 * | account    | side   | what its balance says                                                     |
 * |------------|--------|---------------------------------------------------------------------------|
 * | receivable | debit  | the traveller owes it; on the credit side: more was paid than is owed      |
 * | cash       | debit  | captured by the provider, and not given back                               |
 * | refunds    | credit | asked of the provider to be given back, and not given back yet             |
 * | revenue    | credit | the total of a booking from its placing on, until it is cancelled or expires |
 */
export type MoneyAccount = `money:${'receivable' | 'cash' | 'refunds' | 'revenue'}`;

export type Account = SeatAccount | MoneyAccount;
