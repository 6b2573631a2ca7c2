import type { Ledger } from './ledger.js';
import type { Proof, Verified } from './proof.js';

export interface StormReport {
  date: string;
  seed: number;
  flights: { cancelled: number; others: number };
  facts: { told: number; refused: string[] };
  bookings: { sold: number; onCancelledFlights: number } & Proof;
  /** Of the sale; from the first fact on until the last was told, and until the last booking was refunded. */
  seconds: { fill: number; facts: number; allRefunded: number };
  /** How often the process-manager was killed. */
  kills: number;
  ledger: Ledger;
  verify: Verified;
}

/** Nothing is lost, done twice or touched without need, and all that was asked in the end agrees. */
export function isSound({ facts, bookings, ledger, verify }: StormReport): boolean {
  return (
    facts.refused.length === 0 &&
    bookings.sold > 0 &&
    bookings.wrong.length === 0 &&
    bookings.cancelledAndRefundedOnce === bookings.onCancelledFlights &&
    ledger.balanced &&
    ledger.cash === bookings.paid - bookings.refunded &&
    ledger.owed === 0 &&
    verify.behind === 0 &&
    verify.differences.length === 0
  );
}

/** For a reader, a line each. */
export function reportLines(report: StormReport): string[] {
  const { date, flights, facts, bookings, seconds, kills, ledger, verify } = report;
  const { sold, onCancelledFlights, cancelledAndRefundedOnce, untouched, wrong } = bookings;
  return [
    `${date}: ${flights.cancelled} flights cancelled, ${flights.others} others; ${facts.told} facts told in ${seconds.facts} s`,
    ...facts.refused.map((reason) => `refused: ${reason}`),
    `${sold} bookings sold and paid in ${seconds.fill} s, ${onCancelledFlights} of them on a cancelled flight`,
    `${cancelledAndRefundedOnce} cancelled once and refunded once, after ${seconds.allRefunded} s; ${untouched} untouched`,
    ...wrong.map((words) => `wrong: ${words}`),
    `the process-manager was killed ${kills} times`,
    `${dollars(bookings.refunded)} of ${dollars(bookings.paid)} were given back by the provider`,
    `the ledger is ${ledger.balanced ? '' : 'NOT '}balanced: ${dollars(ledger.cash)} cash, ${dollars(ledger.owed)} owed`,
    `verify: ${verify.events} events, ${verify.behind} rows behind, ${verify.differences.length} differences`,
    ...verify.differences,
  ];
}

function dollars(cents: number): string {
  return `${(cents / 100).toLocaleString('en', { minimumFractionDigits: 2 })} USD`;
}
