import { describe, expect, it } from 'vitest';
import { testedEvent } from '../../../../test/setup/tested-event.js';
import { Gap, project } from './project.js';
import type { View } from './view.js';

/** Shows the versions that were folded, in the order of folding. */
const versions: View<number[]> = {
  name: 'availability',
  streams: 'flight-',
  evolve: (state, { version }) => [...(state ?? []), version],
};

const event = (version: number) => testedEvent('flight-1', version);

describe('project', () => {
  const upTo3 = project(versions, 7, undefined, [1, 2, 3].map(event));

  it('folds events that follow the row', () => {
    expect(upTo3).toMatchObject({ generation: 7, version: 3, state: [1, 2, 3] });
    expect(upTo3?.asOf).toBe('2026-01-01T00:00:00.003Z');
  });

  it('refuses v5 before v4, and takes both, in whatever order, when v4 has come', () => {
    expect(() => project(versions, 7, upTo3, [event(5)])).toThrow(new Gap(event(5), 4));
    const filled = project(versions, 7, upTo3, [event(5), event(4)]);
    expect(filled).toMatchObject({ version: 5, state: [1, 2, 3, 4, 5] });
  });

  it('does nothing for a duplicate', () => {
    expect(project(versions, 7, upTo3, [event(2), event(3), event(3)])).toBe(upTo3);
  });

  it('keeps the generation of the row', () => {
    expect(project(versions, 8, upTo3, [event(4)])).toMatchObject({ generation: 7, version: 4 });
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
