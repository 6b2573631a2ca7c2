import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact, Occurrence } from './fact.js';
import { play, type PlayProgress } from './play.js';

const noon = Date.parse('2027-02-08T12:00:00.000Z');
/** Facts follow one another by a minute of the day. */
const minuteMs = 60_000;
const fastest = 1_000_000;

function fact(number: number, operation: 'departure' | 'arrival', minute: number): Fact {
  const what: Occurrence = { operation };
  const occurredAt = new Date(noon + minute * minuteMs).toISOString();
  return { flightId: `UA${number}-EWR-2027-02-08`, occurredAt, what };
}

const keyOf = ({ flightId, what }: Fact) => `${flightId} ${what.operation}`;

/** What is recorded, in order; each fact is answered after a moment. */
let recorded: string[];
let shown: PlayProgress[];
let stopping: AbortController;

beforeEach(() => {
  recorded = [];
  shown = [];
  stopping = new AbortController();
});

interface Behaviour {
  refuses?: (fact: Fact) => boolean;
  before?: (fact: Fact) => Promise<void> | void;
}

function played(facts: Fact[], speed: number, { refuses, before }: Behaviour = {}) {
  return play({
    ...{ facts, speed, signal: stopping.signal, progress: (one) => shown.push(one) },
    desk: {
      tell: async (told) => {
        await before?.(told);
        if (refuses?.(told)) return { outcome: 'refused', reason: `${keyOf(told)}: no` };
        const again = recorded.includes(keyOf(told));
        if (!again) recorded.push(keyOf(told));
        return { outcome: 'recorded', again };
      },
    },
  });
}

const facts = Array.from({ length: 20 }, (_, at) => [
  fact(at, 'departure', at),
  fact(at, 'arrival', at + 0.5),
]).flat();

describe('a day that is played', () => {
  it('has all its facts told, in their order, at the pace of the day times the speed', async () => {
    const begun = performance.now();
    // 19.5 minutes of the day take 195 ms.
    expect(await played(facts, 6_000)).toEqual({ recorded: 40, already: 0, refused: [] });
    expect(performance.now() - begun).toBeGreaterThan(190);
    expect(recorded).toEqual(facts.map(keyOf));
    expect(shown.at(-1)).toMatchObject({ recorded: 40, at: facts.at(-1)?.occurredAt });
  });

  it('keeps the order of each flight, though one of its facts takes long', async () => {
    await played(facts, fastest, {
      before: ({ what }) =>
        new Promise((resolve) => setTimeout(resolve, what.operation === 'departure' ? 20 : 0)),
    });
    for (const { flightId } of facts) {
      const order = recorded.filter((key) => key.startsWith(`${flightId} `));
      expect(order).toEqual([`${flightId} departure`, `${flightId} arrival`]);
    }
  });

  it('tells facts of a few flights at once, and no more', async () => {
    let [now, most] = [0, 0];
    const departures = facts.filter(({ what }) => what.operation === 'departure');
    await played(departures, fastest, {
      before: async () => {
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
      },
    });
    expect(most).toBe(8);
  });

  it('goes on where it was stopped, without pauses for what was told before', async () => {
    const first = played(facts, fastest, {
      before: () => (recorded.length === 10 ? stopping.abort(new Error('stop')) : undefined),
    });
    await expect(first).rejects.toThrow('stop');
    const before = recorded.length;
    expect(before).toBeLessThan(20);
    stopping = new AbortController();
    const begun = performance.now();
    // From the first fact on it would take 19.5 s; from the 11th at most 14.5 s: what is left is not waited for.
    const last = facts.slice(0, before + 1);
    expect(await played(last, 60)).toEqual({ recorded: 1, already: before, refused: [] });
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('tells which facts were refused, and goes on', async () => {
    const refuses = ({ flightId }: Fact) => flightId.startsWith('UA3-');
    expect(await played(facts, fastest, { refuses })).toEqual({
      recorded: 38,
      already: 0,
      refused: ['UA3-EWR-2027-02-08 departure: no', 'UA3-EWR-2027-02-08 arrival: no'],
    });
  });

  it('ends with what went wrong, and tells no other fact', async () => {
    const day = played(facts, 6_000, {
      before: ({ flightId }) => {
        if (flightId.startsWith('UA2-')) throw new Error('out of reach');
      },
    });
    await expect(day).rejects.toThrow('out of reach');
    expect(recorded.length).toBeLessThan(6);
  });
});
