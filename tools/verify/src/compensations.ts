import { z } from 'zod';
import type { Difference } from './difference.js';
import type { StoredEvent } from './stored-event.js';

const naming = z.object({ eventId: z.string(), compensates: z.string().optional() });

/** Whether each event of a stream that takes another back names one that came before it there. */
export class Compensations {
  private readonly earlier = new Set<string>();

  /** Takes the stream's events in order. */
  *take({ event: { streamId, version, metadata } }: StoredEvent): Generator<Difference> {
    // Metadata of another form is told by its hash.
    const { eventId, compensates } = naming.safeParse(metadata).data ?? {};
    if (compensates !== undefined && !this.earlier.has(compensates)) {
      const expected = 'an earlier event of its stream to be compensated';
      yield { kind: 'compensation', streamId, version, expected, found: compensates };
    }
    if (eventId !== undefined) this.earlier.add(eventId);
  }
}
