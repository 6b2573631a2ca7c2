/** What operators tell of a flight. */
export type Operation = 'delay' | 'departure' | 'arrival' | 'diversion' | 'cancellation';

export const bodies: Record<Operation, object> = {
  delay: { minutes: 30 },
  departure: {},
  arrival: {},
  diversion: { airport: 'AUS' },
  cancellation: { reason: 'Snow in Newark' },
};

/** Each with what was told before it. */
export const operations: [Operation, Operation[]][] = [
  ['delay', []],
  ['departure', []],
  ['departure', ['delay']],
  ['cancellation', ['delay']],
  ['arrival', ['departure']],
  ['diversion', ['departure']],
];
