import { readAirports } from '#reference-data';
import { type OperatedFlight, operatedDay } from '#tools/import';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Fact, type Occurrence, requestOf } from './fact.js';
import { factsOfDay } from './facts-of-day.js';

let airports: Awaited<ReturnType<typeof readAirports>>;

beforeAll(async () => {
  airports = await readAirports();
});

async function factsOn(date: string): Promise<Fact[]> {
  return factsOfDay(await operatedDay(date), airports);
}

function countsOf(facts: readonly Fact[]): Partial<Record<Occurrence['operation'], number>> {
  const counts: Partial<Record<Occurrence['operation'], number>> = {};
  for (const { what } of facts) counts[what.operation] = (counts[what.operation] ?? 0) + 1;
  return counts;
}

/** UA1545 from EWR to IAH, which is scheduled from 10:15 to 14:14. */
async function flight(delays: Pick<OperatedFlight, 'departureDelay' | 'arrivalDelay'>) {
  const flights = await operatedDay('2026-12-05');
  const found = flights.find(({ schedule }) => schedule.flightId === 'UA1545-EWR-2026-12-05');
  return { ...(found ?? expect.unreachable()), ...delays };
}

async function toldOf(delays: Pick<OperatedFlight, 'departureDelay' | 'arrivalDelay'>) {
  const facts = factsOfDay([await flight(delays)], airports);
  return facts.map(({ occurredAt, what }) => [occurredAt.slice(11, 16), what]);
}

describe('what is told of a flight', () => {
  it('one that left early departs and arrives', async () => {
    expect(await toldOf({ departureDelay: -4, arrivalDelay: -20 })).toEqual([
      ['10:11', { operation: 'departure' }],
      ['13:54', { operation: 'arrival' }],
    ]);
  });

  it('one that left late is delayed at its scheduled departure', async () => {
    expect(await toldOf({ departureDelay: 45, arrivalDelay: 30 })).toEqual([
      ['10:15', { operation: 'delay', minutes: 45 }],
      ['11:00', { operation: 'departure' }],
      ['14:44', { operation: 'arrival' }],
    ]);
  });

  it('one that never arrived is diverted to the nearest airport when it would have arrived', async () => {
    expect(await toldOf({ departureDelay: 6, arrivalDelay: undefined })).toEqual([
      ['10:15', { operation: 'delay', minutes: 6 }],
      ['10:21', { operation: 'departure' }],
      ['14:20', { operation: 'diversion', airport: 'HOU' }],
    ]);
  });

  it('one that never left is cancelled at its scheduled departure', async () => {
    expect(await toldOf({ departureDelay: undefined, arrivalDelay: undefined })).toEqual([
      ['10:15', { operation: 'cancellation', reason: 'as in 2013' }],
    ]);
  });

  it('none arrives before it has departed, whatever the minutes', async () => {
    const [, departure, arrival] = await toldOf({ departureDelay: 300, arrivalDelay: -10 });
    expect(arrival).toEqual([departure?.[0], { operation: 'arrival' }]);
  });
});

describe('what is told of a day', () => {
  it('has what became of every flight of the storm of 8 February', async () => {
    const facts = await factsOn('2027-02-08');
    expect(countsOf(facts)).toEqual({
      ...{ cancellation: 472, delay: 239, departure: 458, diversion: 3, arrival: 455 },
    });
    expect(new Set(facts.map(({ flightId }) => flightId)).size).toBe(930);
  });

  it('is in time order, and each fact has a key of its own that an API takes', async () => {
    const facts = await factsOn('2027-02-08');
    const instants = facts.map(({ occurredAt }) => occurredAt);
    expect(instants).toEqual([...instants].sort());
    const keys = facts.map((fact) => requestOf(fact).idempotencyKey);
    expect(new Set(keys).size).toBe(facts.length);
    expect(keys.filter((key) => !/^[\x21-\x7e]{16,64}$/.test(key))).toEqual([]);
  });
});

it('a fact is told to its endpoint, with its instant', () => {
  const what = { operation: 'delay', minutes: 45 } as const;
  const fact = { flightId: 'UA1545-EWR-2026-12-05', occurredAt: '2026-12-05T10:15:00.000Z', what };
  expect(requestOf(fact)).toEqual({
    path: '/v1/operations/flights/UA1545-EWR-2026-12-05/delay',
    idempotencyKey: 'played:UA1545-EWR-2026-12-05:delay',
    body: { minutes: 45, occurredAt: '2026-12-05T10:15:00.000Z' },
  });
});
