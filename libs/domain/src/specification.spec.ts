import { expect } from 'vitest';
import type { Decision } from './decision.js';

/**
 * The rules of one concept, told as: given these events, when this command comes, then these.
 * `P` are the events that may have happened, `E` those of them that the commands lead to.
 */
export interface Specification<P, E, C, R> {
  given(...past: P[]): {
    when(command: C): {
      /** No events: the command is accepted and changes nothing. */
      then(...events: E[]): void;
      thenRefused(refusal: R): void;
    };
  };
}

export function specificationOf<S, P, E extends P, C, R>(concept: {
  initial: S;
  evolve: (state: S, event: P) => S;
  decide: (command: C, state: S) => Decision<E, R>;
}): Specification<P, E, C, R> {
  const { initial, evolve, decide } = concept;
  return {
    given: (...past) => ({
      when: (command) => {
        const state = past.reduce(evolve, initial);
        const decision = decide(command, state);
        return {
          then: (...events) => {
            expect(decision).toEqual({ accepted: true, events });
            expect(() => events.reduce<S>(evolve, state)).not.toThrow();
          },
          thenRefused: (refusal) => {
            expect(decision).toEqual({ accepted: false, refusal });
          },
        };
      },
    }),
  };
}
