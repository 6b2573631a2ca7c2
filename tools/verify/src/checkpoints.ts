import type { Difference } from './difference.js';
import { pagesOf, type Snapshot } from './snapshot.js';

const leadingNowhere = `SELECT consumer, transaction_id, position FROM streaming.checkpoint
  WHERE NOT EXISTS (
    SELECT FROM log.event
    WHERE event.position = checkpoint.position AND event.transaction_id = checkpoint.transaction_id
  )`;

interface Checkpoint {
  consumer: string;
  transaction_id: string;
  position: string;
}

/** Checkpoints of events that are not in the log: it has lost what was followed once. */
export async function* checkpointDifferences({ client }: Snapshot): AsyncGenerator<Difference> {
  for await (const page of pagesOf<Checkpoint>(client, leadingNowhere, 'all')) {
    for (const { consumer, transaction_id, position } of page) {
      yield {
        kind: 'checkpoint',
        expected: `the event at position ${position} of transaction ${transaction_id}, which ${consumer} has handled`,
        found: 'none in the log',
      };
    }
  }
}
