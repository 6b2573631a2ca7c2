import type { CheckedInBooking } from '#domain';
import { describe, expect, it } from 'vitest';
import { renderBoardingPasses } from './boarding-passes.js';

const flightId = 'UA1545-EWR-2026-12-05';
const fare = { amount: 19_400, currency: 'USD' } as const;

const booking: CheckedInBooking = {
  status: 'checked-in',
  recordLocator: '4SZU7G',
  segments: [{ flightId, cabin: 'economy', seats: ['12A'], fare }],
  party: 1,
  passengers: { sealed: '' },
  contact: { sealed: '' },
  total: fare,
  holdExpiresAt: '2026-11-24T12:15:00.000Z',
  payments: [],
  seatChanges: 0,
  tickets: [],
  checkedIn: [{ passenger: 0, flightId, destination: 'IAH', seat: '12A', sequence: 1 }],
};

function passes(familyName: string, givenName: string) {
  return renderBoardingPasses(booking, { passengers: [{ givenName, familyName }] }).boardingPasses;
}

describe('a boarding pass', () => {
  it('is the text of Resolution 792', () => {
    expect(passes('Earhart', 'Amelia')).toEqual([
      {
        ...{ passenger: 0, flightId, seat: '12A' },
        bcbp: 'M1EARHART/AMELIA      E4SZU7G EWRIAHUA 1545 339Y012A0001 106>60000',
      },
    ]);
  });

  it('is as long whatever the name is', () => {
    const [long] = passes('Wolfeschlegelsteinhausenbergerdorff', 'Hubert Blaine');
    const [short] = passes('Ó', '王');
    expect([long?.bcbp.length, short?.bcbp.length]).toEqual([66, 66]);
  });

  it('is of a booking that is checked in only', () => {
    const held = { ...booking, status: 'held' as const };
    expect(() => renderBoardingPasses(held, { passengers: [] })).toThrow('held');
  });
});
