import type { RecordedEvent } from '#contracts';
import { describe, expect, it } from 'vitest';
import { project } from './project.js';
import type { View } from './view.js';

/** Shows the versions that were folded, in the order of folding. */
const versions: View<number[]> = {
  name: 'availability',
  streams: 'flight-',
  evolve: (state, { version }) => [...(state ?? []), version],
};

function event(version: number): RecordedEvent {
  return {
    streamId: 'flight-1',
    version,
    type: 'Tested',
    schemaVersion: 1,
    data: {},
    metadata: { eventId: `${version}`, correlationId: 'c', actor: 'test', commandId: 'c' },
    recordedAt: `2026-01-01T00:00:0${version}.000Z`,
    hash: '',
  };
}

describe('project', () => {
  const upTo3 = project(versions, 7, undefined, [1, 2, 3].map(event)).row;

  it('folds events that follow the row', () => {
    expect(upTo3).toMatchObject({ generation: 7, version: 3, state: [1, 2, 3] });
    expect(upTo3?.asOf).toBe('2026-01-01T00:00:03.000Z');
  });

  it('parks v5 while v4 is missing, and folds both when it has come', () => {
    const gap = project(versions, 7, upTo3, [event(5)]);
    expect(gap.row).toEqual(upTo3);
    expect(gap.parked).toEqual([event(5)]);
    const filled = project(versions, 7, gap.row, [event(4), event(5)]);
    expect(filled.row).toMatchObject({ version: 5, state: [1, 2, 3, 4, 5] });
    expect(filled.parked).toEqual([]);
  });

  it('does nothing for a duplicate', () => {
    const { row, parked } = project(versions, 7, upTo3, [event(2), event(3), event(3)]);
    expect(row).toEqual(upTo3);
    expect(parked).toEqual([]);
  });

  it('throws what the view throws of an event', () => {
    const faulty: View<number[]> = {
      ...versions,
      evolve(state, each) {
        if (each.version === 5) throw new Error('no such type');
        return versions.evolve(state, each);
      },
    };
    expect(() => project(faulty, 7, upTo3, [4, 5, 6].map(event))).toThrow('no such type');
  });
});
