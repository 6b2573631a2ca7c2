import { bookingOf, flightStates, type RecordedEvent } from '#contracts';
import { project, views } from '#views/folds';
import { describe, expect, it } from 'vitest';
import { goldenEvents } from './golden.js';
import { oldestAndNewest } from './lives.js';

function stateOf(streamId: string, events: RecordedEvent[]) {
  return streamId.startsWith('flight-')
    ? flightStates(new Map([[streamId, { events }]]))
    : bookingOf(events);
}

function rowsOf(streamId: string, events: RecordedEvent[]) {
  return Object.values(views)
    .filter((view) => streamId.startsWith(view.streams))
    .map((view) => project(view, 1, undefined, events));
}

const decidedOn = oldestAndNewest.filter(({ streamId }) => !streamId.startsWith('refusals-'));

it.each(decidedOn)(
  '$life, in its oldest versions, leads to the state that commands decide on as the newest does',
  ({ streamId, oldest, newest }) => {
    expect(stateOf(streamId, oldest)).toEqual(stateOf(streamId, newest));
  },
);

describe.each(oldestAndNewest)('$life, in its oldest versions', ({ streamId, oldest, newest }) => {
  it('is shown by each view as the newest is', () => {
    const states = (events: RecordedEvent[]) => rowsOf(streamId, events).map((row) => row?.state);
    expect(states(oldest)).toEqual(states(newest));
  });

  it('is one version of its stream for each of its records', () => {
    for (const row of rowsOf(streamId, oldest)) expect(row?.version).toBe(oldest.length);
  });
});

it('a record whose type was split is two events of the newest', () => {
  const more = oldestAndNewest.filter(({ oldest, newest }) => newest.length === oldest.length + 1);
  expect(more.map(({ life }) => life)).toEqual([
    'a booking that is flown',
    'a booking that is cancelled',
  ]);
});

it('every event that was written in a first version has its place in a life', () => {
  const played = new Set(oldestAndNewest.flatMap(({ files }) => files));
  const kept = [...goldenEvents.keys()].filter((file) => file.endsWith('.1.json'));
  const splitOff = ['BoardingPassesIssued.1.json'];
  expect([...played, ...splitOff].sort()).toEqual(kept.sort());
});
