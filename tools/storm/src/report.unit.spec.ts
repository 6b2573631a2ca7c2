import { expect, it } from 'vitest';
import { isSound, type StormReport } from './report.js';

const sound: StormReport = {
  date: '2027-02-08',
  seed: 1,
  flights: { cancelled: 1, others: 1 },
  facts: { told: 3, refused: [] },
  bookings: {
    ...{ sold: 2, onCancelledFlights: 1, cancelledAndRefundedOnce: 1, untouched: 1, wrong: [] },
    ...{ paid: 30_000, refunded: 10_000 },
  },
  seconds: { fill: 1, facts: 1, allRefunded: 1 },
  kills: 1,
  ledger: { balanced: true, cash: 20_000, owed: 0 },
  verify: { events: 10, behind: 0, differences: [] },
};

it('a storm after which all agree is sound', () => {
  expect(isSound(sound)).toBe(true);
});

it.each<[string, Partial<StormReport>]>([
  ['a fact was refused', { facts: { told: 2, refused: ['cancellation of a flight'] } }],
  ['nothing was sold', { bookings: { ...sound.bookings, sold: 0 } }],
  ['a booking is wrong', { bookings: { ...sound.bookings, wrong: ['ABCDEF: refunded twice'] } }],
  ['a booking was not refunded', { bookings: { ...sound.bookings, cancelledAndRefundedOnce: 0 } }],
  ['the ledger is not balanced', { ledger: { ...sound.ledger, balanced: false } }],
  ['money is missing', { ledger: { ...sound.ledger, cash: 19_999 } }],
  ['money is owed', { ledger: { ...sound.ledger, owed: 1 } }],
  ['too much was given back', { ledger: { ...sound.ledger, owed: -1 } }],
  ['a view is behind', { verify: { ...sound.verify, behind: 1 } }],
  ['a view differs', { verify: { ...sound.verify, differences: ['a row'] } }],
])('it is not where %s', (_, wrong) => {
  expect(isSound({ ...sound, ...wrong })).toBe(false);
});
