import { fareOf, type FareRow, flightStreamId } from '#contracts';
import type { AvailabilityState, View, ViewRow } from '#views/folds';
import type { RowCopies } from '#views/stores';
import type { ReadHeaders } from './cacheable.js';

/** What a Consistency-Token lists of the streams that a view folds. */
export interface Written {
  /** By stream. */
  versions: ReadonlyMap<string, number>;
  /** Fares, whose revisions the rows of their flights keep. */
  fares: readonly Pick<FareRow, 'flightId' | 'cabin' | 'revision'>[];
}

/** Where rows of the view are looked up. */
export type RowSource = Pick<RowCopies<AvailabilityState>, 'versions' | 'row'>;

export function writtenTo(
  { streams }: Pick<View<unknown>, 'streams'>,
  headers: Pick<ReadHeaders, 'consistency-token'>,
): Written {
  const versions = new Map<string, number>();
  const fares: Pick<FareRow, 'flightId' | 'cabin' | 'revision'>[] = [];
  for (const [streamId, version] of Object.entries(headers['consistency-token'] ?? {})) {
    if (streamId.startsWith(streams)) versions.set(streamId, version);
    const fare = streams === 'flight-' ? fareOf(streamId) : undefined;
    if (fare !== undefined) fares.push({ ...fare, revision: version });
  }
  return { versions, fares };
}

export const nothingWritten: Written = { versions: new Map(), fares: [] };

export function isNothing({ versions, fares }: Written): boolean {
  return versions.size === 0 && fares.length === 0;
}

/** Whether the source has all that was written, or more. */
export async function hasWritten(
  source: RowSource,
  { versions, fares }: Written,
): Promise<boolean | 'unreachable'> {
  if (versions.size > 0) {
    const present = await source.versions([...versions.keys()]);
    if (present === 'unreachable') return present;
    for (const [id, version] of versions) if ((present.get(id) ?? 0) < version) return false;
  }
  for (const { flightId, cabin, revision } of fares) {
    const row = await source.row(flightStreamId(flightId));
    if (row === 'unreachable') return row;
    if (revisionIn(row, cabin) < revision) return false;
  }
  return true;
}

/** 0 while the cabin has its first fare. */
function revisionIn(row: ViewRow<AvailabilityState> | undefined, cabin: FareRow['cabin']): number {
  return row?.state?.fareRevisions?.[cabin] ?? 0;
}
