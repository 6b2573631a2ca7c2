import { type KeptHeads, logId, type SignedHeads } from '#event-store';
import pg from 'pg';
import { checkpointDifferences } from './checkpoints.js';
import type { Difference } from './difference.js';
import { eventIdDifferences } from './event-ids.js';
import { headDifferences } from './log-heads.js';
import type { HeadsReport, Report } from './report.js';
import { openSnapshot, type Snapshot } from './snapshot.js';
import { streamDifferences } from './streams.js';
import { surplusRows } from './surplus-rows.js';
import { type Progress, Tally } from './tally.js';

export interface Verification {
  /** Of the owner's or the application's role: nothing is written. */
  url: string;
  /** Where signed heads of the log are kept; without it a log that was written anew passes. */
  heads?: SignedHeads;
  /** Is told each difference as it is found. */
  difference: (difference: Difference) => void;
  progress: (progress: Progress) => void;
  /** Ends the verification, which rejects with its reason, at the next page of events. */
  signal?: AbortSignal;
}

/**
 * Compares the log with itself, with its signed heads, and every view with the fold of the log, in one
 * snapshot, while writers and the projector go on. Memory does not grow with the log. Without a difference
 * the head of the log is signed.
 *
 * @throws the signal's reason; pg's DatabaseError when the database does not answer or is none of Contrail's
 */
export async function verify(verification: Verification): Promise<Report> {
  const { url, heads } = verification;
  const client = new pg.Client({
    connectionString: url,
    application_name: 'contrail verify',
    connectionTimeoutMillis: 10_000,
  });
  // What breaks the connection fails the query at work, too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const log = await logId(client);
    // Before the snapshot is taken: whatever was signed by then, the snapshot has.
    const kept = await heads?.read(log);
    const snapshot = await openSnapshot(client);
    const tally = new Tally(verification);
    for await (const difference of differencesIn(snapshot, tally, kept)) {
      tally.differences += 1;
      verification.difference(difference);
    }
    const { events, streams, rows, behind, differences, seconds } = tally;
    const signed = heads && kept && (await headsReport(heads, log, kept, tally));
    return { events, streams, rows, behind, differences, heads: signed, seconds };
  } finally {
    await client.end();
  }
}

async function* differencesIn(
  snapshot: Snapshot,
  tally: Tally,
  kept: KeptHeads | undefined,
): AsyncGenerator<Difference> {
  yield* streamDifferences(snapshot, tally);
  yield* surplusRows(snapshot);
  yield* eventIdDifferences(snapshot);
  yield* checkpointDifferences(snapshot);
  if (kept !== undefined) yield* headDifferences(snapshot, kept, tally);
}

/** Signs the head of a log that has no difference and has grown. */
async function headsReport(
  heads: SignedHeads,
  log: string,
  { heads: before }: KeptHeads,
  { differences, head }: Tally,
): Promise<HeadsReport> {
  const grown = head.events > (before.at(-1)?.events ?? 0);
  const signed = differences === 0 && grown ? head : undefined;
  if (signed !== undefined) await heads.keep(log, signed, new Date().toISOString());
  return { file: heads.file, kept: before.length, signed };
}
