import {
  headOfNothing,
  headsAfter,
  type KeptHeads,
  type LogHead,
  type SignedHead,
} from '#event-store';
import type { Difference } from './difference.js';
import type { Snapshot } from './snapshot.js';
import type { Tally } from './tally.js';

const toldEvery = 1000;

/** The whole log in the order of its writing, beside the heads that were signed before. */
export async function* headDifferences(
  { client, events }: Snapshot,
  { heads, forged }: KeptHeads,
  tally: Tally,
): AsyncGenerator<Difference> {
  for (const line of forged) {
    const expected = `line ${line} of the signed heads to be signed under the secret`;
    yield { kind: 'log-head', expected, found: 'a line that is not' };
  }
  const since = performance.now();
  const comparison = new ComparedHeads(heads);
  for await (const head of headsAfter(client, headOfNothing)) {
    tally.head = head;
    comparison.take(head);
    if (head.events % toldEvery === 0) tally.tell('order', head.events, events, since);
  }
  yield* comparison.difference(tally.head);
}

/** Only the first head that does not hold is told: those behind it cannot. */
class ComparedHeads {
  private next = 0;
  private held = headOfNothing;
  private wrong: SignedHead | undefined;

  constructor(private readonly heads: readonly SignedHead[]) {}

  take(head: LogHead): void {
    for (; this.heads[this.next]?.events === head.events; this.next += 1) {
      if (this.heads[this.next]?.hash !== head.hash) this.wrong ??= this.heads[this.next];
      else if (this.wrong === undefined) this.held = head;
    }
  }

  *difference(newest: LogHead): Generator<Difference> {
    const wrong = this.wrong ?? this.heads[this.next];
    if (wrong === undefined) return;
    const { events, hash, signedAt } = wrong;
    const found =
      events > newest.events
        ? `${newest.events} events in all`
        : `others after the first ${this.held.events}, which hold`;
    const expected = `the first ${events} events to have the hash ${hash}, as signed at ${signedAt}`;
    yield { kind: 'log-head', expected, found };
  }
}
