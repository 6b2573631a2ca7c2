import { bookingOf, flightStates, type RecordedEvent } from '#contracts';
import { project, views } from '#views/folds';
import { describe, expect, it } from 'vitest';
import { timersAfter } from '../../apps/process-manager/src/timers-after.js';
import { committedNewest, goldenEvents } from '../../libs/contracts/src/events/golden.spec.js';
import { lives } from './lives.js';

const recordedAt = '2026-12-01T12:00:00.000Z';
const metadata = { eventId: 'e', correlationId: 'c', actor: 'test', commandId: 'k' };

type Told = Pick<RecordedEvent, 'type' | 'schemaVersion' | 'data'>;

function stream(streamId: string, events: readonly Told[]): RecordedEvent[] {
  return events.map((event, index) => {
    return { ...event, streamId, version: index + 1, metadata, recordedAt, hash: '' };
  });
}

/** The golden events of these types, each in that version where it has it, else in its first. */
function written(types: readonly string[], version: number): { file: string; event: Told }[] {
  return types.map((type) => {
    const files = [version, 1].map((each) => `${type}.${each}.json`);
    const file = files.find((each) => goldenEvents.has(each)) ?? '';
    const event = goldenEvents.get(file);
    if (event === undefined) throw new Error(`no ${type} is kept`);
    return { file, event };
  });
}

/** All that follows from a stream. */
function madeOf(streamId: string, events: readonly Told[]) {
  const recorded = stream(streamId, events);
  const isFlight = streamId.startsWith('flight-');
  const folded = Object.values(views)
    .filter((view) => streamId.startsWith(view.streams))
    .map((view) => project(view, 1, undefined, recorded));
  expect(folded.map(({ row }) => row?.version)).toEqual(folded.map(() => events.length));
  return {
    state: isFlight ? flightStates(new Map([[streamId, recorded]])) : bookingOf(recorded),
    views: folded.map(({ row }) => row?.state),
    timers: recorded.flatMap(timersAfter),
  };
}

const everyLife = Object.entries(lives).flatMap(([streamId, told]) =>
  Object.entries(told).flatMap(([life, types]) =>
    [1, 2].map((version) => ({ streamId, life, types, version })),
  ),
);

describe.each(everyLife)('$life, written in version $version', ({ streamId, types, version }) => {
  const older = written(types, version);
  const newest = older.flatMap(({ file, event }) => committedNewest(file, event));

  it('comes to the same as written in the newest', () => {
    const events = older.map(({ event }) => event);
    expect(madeOf(streamId, events)).toEqual(madeOf(streamId, newest));
  });
});

it('a record of a type that was split is one version of its stream', () => {
  const types = lives['booking-K7QX2M']['a booking that is flown'];
  const older = written(types, 1);
  expect(older).toHaveLength(types.length);
  expect(older.flatMap(({ file, event }) => committedNewest(file, event))).toHaveLength(
    types.length + 1,
  );
});

it('every event in its oldest version has its place in a life', () => {
  const oldest = new Set(
    everyLife.flatMap(({ types }) => written(types, 1).map(({ file }) => file)),
  );
  const kept = [...goldenEvents.keys()].filter((file) => file.endsWith('.1.json'));
  const splitOff = ['BoardingPassesIssued.1.json'];
  expect([...oldest, ...splitOff].sort()).toEqual(kept.sort());
});
