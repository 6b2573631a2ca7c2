import type { DecidedOn, Handled } from '#event-store';
import { Problem } from '#platform';

/** A command that was handled, now or before. */
export type HandledCommand = Extract<Handled<never>, { outcome: 'handled' }>;

/** @throws Problem for a command that was not handled */
export function assertHandled<Refusal>(
  handled: Handled<Refusal>,
  problemOf: (refusal: Refusal, streams: DecidedOn['streams']) => Problem,
): HandledCommand {
  switch (handled.outcome) {
    case 'handled':
      return handled;
    case 'refused':
      throw problemOf(handled.refusal, handled.streams);
    case 'reused':
      throw new Problem(
        'idempotency-key-reused',
        'the Idempotency-Key came with another body before',
      );
    case 'under-way':
      throw new Problem(
        'idempotency-conflict',
        'the same Idempotency-Key is being processed, and too many repeats of it wait already',
      );
    case 'overtaken':
      throw new Problem('unavailable', 'too many commands for the same flights at once');
  }
}
