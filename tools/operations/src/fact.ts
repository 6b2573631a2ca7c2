/** Something that operators tell of a flight. */
export interface Fact {
  flightId: string;
  /** RFC 3339 UTC, on the day that is played. */
  occurredAt: string;
  what: Occurrence;
}

/** The operation, by the end of its path, and what it tells beside its instant. */
export type Occurrence =
  | { operation: 'delay'; minutes: number }
  | { operation: 'departure' }
  | { operation: 'arrival' }
  | { operation: 'diversion'; airport: string }
  | { operation: 'cancellation'; reason: string };

/** The request that tells a fact to the operators' API. */
export interface FactRequest {
  path: string;
  /** The same whenever the fact is told: told again, it changes nothing. */
  idempotencyKey: string;
  body: object;
}

export function requestOf({ flightId, occurredAt, what }: Fact): FactRequest {
  const { operation, ...told } = what;
  return {
    path: `/v1/operations/flights/${flightId}/${operation}`,
    idempotencyKey: `played:${flightId}:${operation}`,
    body: { ...told, occurredAt },
  };
}
