import { sqlMigration } from '#database';
import { CreateTables1764000000101 } from './create-tables.js';

/** Every change of the tables since the empty database, in the order of their names' numbers. */
export const migrations = [
  sqlMigration('CreatePayment1764000000100', 'payment', ['payment', 'charge']),
  CreateTables1764000000101,
  sqlMigration('CountRefunds1764000000102', 'payment', ['refund', 'refunds_are_rows']),
];
