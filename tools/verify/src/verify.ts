import { type KeptHeads, logId, signedEvents, type SignedHeads } from '#event-store';
import pg from 'pg';
import { checkpointDifferences } from './checkpoints.js';
import type { Difference } from './difference.js';
import { eventIdDifferences } from './event-ids.js';
import { snapshotDifferences } from './flight-snapshots.js';
import { headDifferences } from './log-heads.js';
import { type HeadsToCompare, lostHeads } from './lost-heads.js';
import type { HeadsReport, Report } from './report.js';
import { openSnapshot, type Snapshot } from './snapshot.js';
import { streamDifferences } from './streams.js';
import { surplusRows } from './surplus-rows.js';
import { type Progress, Tally } from './tally.js';
import { countUntoldFares } from './untold-fares.js';

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
    // What the database knows to be signed, the file had before; whatever it has by now, the snapshot has.
    const signed = await signedEvents(client, log);
    const kept = await heads?.read(log);
    const snapshot = await openSnapshot(client);
    const tally = new Tally(verification);
    for await (const difference of differencesIn(
      snapshot,
      tally,
      heads && kept && { heads, kept, signed },
    )) {
      tally.differences += 1;
      verification.difference(difference);
    }
    const untoldFares = await countUntoldFares(snapshot);
    const { events, streams, rows, behind, differences, seconds } = tally;
    const told = heads && kept && (await headsReport(heads, log, kept, tally));
    return { events, streams, rows, behind, untoldFares, differences, heads: told, seconds };
  } finally {
    await client.end();
  }
}

async function* differencesIn(
  snapshot: Snapshot,
  tally: Tally,
  heads: HeadsToCompare | undefined,
): AsyncGenerator<Difference> {
  yield* streamDifferences(snapshot, tally);
  yield* snapshotDifferences(snapshot);
  yield* surplusRows(snapshot);
  yield* eventIdDifferences(snapshot);
  yield* checkpointDifferences(snapshot);
  if (heads === undefined) return;
  yield* lostHeads(heads);
  yield* headDifferences(snapshot, heads.kept, tally);
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
