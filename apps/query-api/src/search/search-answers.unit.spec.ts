import type { AvailabilityState, ViewRow } from '#views/folds';
import { describe, expect, it } from 'vitest';
import { rowAt, state } from '../../../../test/setup/availability-row.js';
import { SearchAnswers } from './search-answers.js';

const query = { origin: 'EWR', destination: 'IAH', date: '2026-12-05' };
const fare = { amount: 12300, currency: 'USD' } as const;

function flight(flightId: string, departsAt: string, available = 9): ViewRow<AvailabilityState> {
  const cabins = [
    { cabin: 'business' as const, capacity: 2, available: 2, fare },
    { cabin: 'economy' as const, capacity: 9, available, fare },
  ];
  return { ...rowAt(1, 1, `flight-${flightId}`), state: { ...state, flightId, departsAt, cabins } };
}

const rows = [
  flight('UA2-EWR-2026-12-05', '2026-12-05T12:00:00.000Z', 3),
  flight('UA1-EWR-2026-12-05', '2026-12-05T12:00:00.000Z'),
  flight('UA3-EWR-2026-12-05', '2026-12-05T09:00:00.000Z'),
  { ...flight('UA4-EWR-2026-12-05', '2026-12-05T09:00:00.000Z'), state: null },
];

const found = (mark: string) => ({ rung: 'memory' as const, mark, rows: () => rows });

describe('the answers to searches', () => {
  it.each([
    [{}, [3, 1, 2]],
    [{ passengers: 4 }, [3, 1]],
    [{ passengers: 3, cabin: 'economy' as const }, [3, 1, 2]],
    [{ passengers: 3, cabin: 'business' as const }, []],
    [{ cabin: 'business' as const }, [3, 1, 2]],
  ])('list flights by departure, then by their ids: %o', (wanted, numbers) => {
    const { body } = new SearchAnswers().answer({ ...query, ...wanted }, found('1')).in('identity');
    const listed: { flights: { flightId: string }[] } = JSON.parse(body);
    expect(listed.flights.map(({ flightId }) => flightId)).toEqual(
      numbers.map((number) => `UA${number}-EWR-2026-12-05`),
    );
  });

  it('are made once, until a flight that they show changes', () => {
    const answers = new SearchAnswers();
    const first = answers.answer(query, found('1'));
    expect(answers.answer({ ...query }, found('1'))).toBe(first);
    expect(answers.answer({ ...query, passengers: 1 }, found('1'))).not.toBe(first);
    expect(answers.answer(query, found('2'))).not.toBe(first);
  });
});
