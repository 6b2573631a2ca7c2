import { expect, it } from 'vitest';
import { type BookingAtEnd, prove } from './proof.js';

const [hit, flown] = ['EV3267-EWR-2027-02-08', 'UA1545-EWR-2027-02-08'];
const untouched = { cancelled: 0, refunded: 0, charges: 1, refunds: 0 };
const refundedOnce = { cancelled: 1, refunded: 1, charges: 1, refunds: 1 };

function proofOf(flightIds: string[], end?: Omit<BookingAtEnd, 'recordLocator'>) {
  const recordLocator = '4SZU7G';
  const ends = new Map(end && [[recordLocator, { recordLocator, ...end }]]);
  return prove([{ recordLocator, flightIds, paid: 100 }], ends, new Set([hit]));
}

it('a booking on a cancelled flight is cancelled once and refunded once, also where its other flight flew', () => {
  const right = { cancelledAndRefundedOnce: 1, untouched: 0, wrong: [], paid: 100, refunded: 100 };
  expect(proofOf([hit], refundedOnce)).toEqual(right);
  expect(proofOf([flown, hit], refundedOnce)).toEqual(right);
});

it('a booking on flights that flew is as it was', () => {
  expect(proofOf([flown], untouched)).toMatchObject({ untouched: 1, wrong: [], refunded: 0 });
});

it.each([
  ['lost', [hit], undefined, 'is lost'],
  ['never refunded', [hit], { ...refundedOnce, refunded: 0, refunds: 0 }, 'refunded 0 ×'],
  ['given back twice by the provider', [hit], { ...refundedOnce, refunds: 2 }, 'given back 2 ×'],
  ['cancelled twice', [hit], { ...refundedOnce, cancelled: 2 }, 'was cancelled 2 ×'],
  ['charged twice', [flown], { ...untouched, charges: 2 }, 'charged 2 ×'],
  ['touched without need', [flown], refundedOnce, 'was cancelled 1 ×'],
])('one that is %s is told', (_, flightIds, end, words) => {
  const { wrong, cancelledAndRefundedOnce, untouched: kept } = proofOf(flightIds, end);
  expect(wrong).toEqual([expect.stringContaining(words)]);
  expect([cancelledAndRefundedOnce, kept]).toEqual([0, 0]);
});
