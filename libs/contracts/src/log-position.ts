/** A place in the log: events are followed by transaction, then by position within it. */
export interface LogPosition {
  /** PostgreSQL's 64-bit transaction id, as decimal digits. */
  transactionId: string;
  position: string;
}

export function isBehind(one: LogPosition, other: LogPosition): boolean {
  const [a, b] = [BigInt(one.transactionId), BigInt(other.transactionId)];
  return a < b || (a === b && BigInt(one.position) < BigInt(other.position));
}

export const startOfLog: LogPosition = { transactionId: '0', position: '0' };
