import { consumers } from '#contracts';
import { instantText } from '#event-store/reader';
import { type View, type ViewName, views } from '#views/folds';
import type pg from 'pg';

/** A view's row as it is found. */
export interface FoundRow {
  generation: number;
  version: number;
  asOf: string;
  state: unknown;
}

/** The first event of a stream that waits to be folded; `reason`: null when it waits for an earlier one. */
export interface ParkedFirst {
  version: number;
  reason: string | null;
}

/** What a view keeps of a stream. */
export interface Kept {
  row: FoundRow | undefined;
  parked: ParkedFirst | undefined;
}

/** Every view that folds a stream, with what it keeps of it. */
export type KeptOfStream = (streamId: string) => { view: View<unknown>; kept: Kept }[];

/** Reads what the views keep of some streams. */
export async function readKept(
  client: pg.Client,
  streamIds: readonly string[],
): Promise<KeptOfStream> {
  const rows = new Map<ViewName, Map<string, FoundRow>>();
  for (const view of Object.values(views)) {
    const ours = streamIds.filter((streamId) => streamId.startsWith(view.streams));
    if (ours.length > 0) rows.set(view.name, await readRows(client, view.name, ours));
  }
  const parked = await readParked(client, streamIds);
  return (streamId) =>
    Object.values(views)
      .filter((view) => streamId.startsWith(view.streams))
      .map((view) => ({
        view,
        kept: {
          row: rows.get(view.name)?.get(streamId),
          parked: parked.get(streamId),
        },
      }));
}

async function readRows(
  client: pg.Client,
  view: ViewName,
  streamIds: readonly string[],
): Promise<Map<string, FoundRow>> {
  const { rows } = await client.query<{
    stream_id: string;
    generation: string;
    version: number;
    as_of: string;
    state: unknown;
  }>({
    name: `rows of ${view}`,
    text: `SELECT stream_id, generation, version, ${instantText('as_of')} AS as_of, state
      FROM views.${view} WHERE stream_id = ANY ($1)
        AND generation = (SELECT generation FROM views.generation WHERE view = '${view}')`,
    values: [streamIds],
  });
  return new Map(
    rows.map(({ stream_id, generation, version, as_of, state }) => [
      stream_id,
      { generation: Number(generation), version, asOf: as_of, state },
    ]),
  );
}

async function readParked(
  client: pg.Client,
  streamIds: readonly string[],
): Promise<Map<string, ParkedFirst>> {
  const { rows } = await client.query<ParkedFirst & { stream_id: string }>({
    name: 'first parked',
    text: `SELECT DISTINCT ON (stream_id) stream_id, version::integer, error AS reason
      FROM streaming.parked_message WHERE consumer = $2 AND stream_id = ANY ($1)
      ORDER BY stream_id, parked_message.version`,
    values: [streamIds, consumers.projector.description],
  });
  return new Map(rows.map(({ stream_id, version, reason }) => [stream_id, { version, reason }]));
}
