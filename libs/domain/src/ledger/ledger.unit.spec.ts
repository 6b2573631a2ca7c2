import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookingState } from '../booking/booking.js';
import { initialBooking } from '../booking/booking.js';
import { flightIds, moves, play, scheduled, scheduling } from '../booking/random-lives.spec.js';
import type { World, WorldEvent } from '../booking/sample-booking.spec.js';
import {
  cancelledPaid,
  evolveWorld,
  expired,
  initialWorld,
  isOnBooking,
  isOnFlight,
  recordLocator,
} from '../booking/sample-booking.spec.js';
import { flightIn } from '../flight/flight.js';
import { scheduled as scheduledFlight } from '../flight/sample-flight.spec.js';
import type { TakenSeats } from '../flight/seat-inventory.js';
import type { Account, MoneyAccount, SeatAccount } from './accounts.js';
import { bookingPostings } from './booking-postings.js';
import { expectedMoney, expectedSeats } from './expected-balances.js';
import { flightPostings } from './flight-postings.js';
import type { Posting } from './posting.js';
import { transfer } from './posting.js';
import { Balances, isBalanced } from './trial-balance.js';

/** A ledger of every stream, and one of all of them. */
class Ledgers {
  readonly all = new Balances();
  private readonly ofFlights = new Map<string, Balances<SeatAccount>>();
  private readonly ofBookings = new Map<string, Balances<MoneyAccount>>();
  private world: World = initialWorld;

  take(recorded: WorldEvent): void {
    const { streamId } = recorded;
    if (isOnFlight(recorded)) {
      const flight = flightIn(this.world.flights, streamId.slice('flight-'.length));
      const taken = flight.status === 'unscheduled' ? noSeats : flight.taken;
      this.post(this.seats(streamId), flightPostings(recorded.event, taken));
    } else if (isOnBooking(recorded)) {
      const booking = bookingIn(this.world, streamId.slice('booking-'.length));
      const total = booking.status === 'none' ? undefined : booking.total;
      this.post(this.money(streamId), bookingPostings(recorded.event, total));
    }
    this.world = evolveWorld(this.world, recorded);
  }

  seats(streamId: string): Balances<SeatAccount> {
    return ledgerIn(this.ofFlights, streamId);
  }

  money(streamId: string): Balances<MoneyAccount> {
    return ledgerIn(this.ofBookings, streamId);
  }

  private post<A extends Account>(ledger: Balances<A>, postings: Posting<A>[]): void {
    for (const posting of postings) {
      ledger.post(posting);
      this.all.post(posting);
    }
  }
}

const noSeats: TakenSeats = new Map();

function ledgerIn<A extends Account>(ledgers: Map<string, Balances<A>>, streamId: string) {
  const ledger = ledgers.get(streamId) ?? new Balances<A>();
  ledgers.set(streamId, ledger);
  return ledger;
}

function bookingIn({ bookings }: World, locator: string): BookingState {
  return bookings.get(locator) ?? initialBooking;
}

/** Looks at the ledgers after each event, and after each command. */
function eachLife(
  afterEvent: (ledgers: Ledgers) => void,
  afterCommand: (ledgers: Ledgers, world: World) => void,
): void {
  fc.assert(
    fc.property(moves, (history) => {
      const ledgers = new Ledgers();
      for (const event of scheduling) ledgers.take(event);
      afterCommand(ledgers, scheduled);
      for (const { events, after } of play(history)) {
        for (const event of events) {
          ledgers.take(event);
          afterEvent(ledgers);
        }
        afterCommand(ledgers, after);
      }
    }),
  );
}

function balances<A extends Account>(ledger: Balances<A>, accounts: Iterable<A>): Map<A, number> {
  return new Map(Array.from(accounts, (account) => [account, ledger.of(account)]));
}

describe('whatever commands are given, after every event', () => {
  it('the trial balance balances, and no seat is owed', () => {
    eachLife(
      ({ all }) => {
        const accounts = all.trialBalance();
        expect(isBalanced(accounts)).toBe(true);
        for (const { account, credit } of accounts) {
          if (account.startsWith('seats:') && !account.endsWith(':capacity'))
            expect(credit).toBe(0);
        }
      },
      () => undefined,
    );
  });

  it('available + held + sold = capacity on every flight, by the seats that are taken', () => {
    const check = (ledgers: Ledgers, world: World) => {
      for (const flightId of flightIds) {
        const ledger = ledgers.seats(`flight-${flightId}`);
        const expected = expectedSeats(flightIn(world.flights, flightId));
        expect(balances(ledger, expected.keys())).toEqual(expected);
        const of = (state: 'available' | 'held' | 'sold') => ledger.of(`seats:economy:${state}`);
        expect(of('available') + of('held') + of('sold')).toBe(8);
      }
    };
    eachLife(() => undefined, check);
  });

  it('receivable, cash, refunds and revenue are what the booking and its payments say', () => {
    eachLife(
      () => undefined,
      (ledgers, { bookings }) => {
        for (const [locator, booking] of bookings) {
          const expected = expectedMoney(booking);
          expect(balances(ledgers.money(`booking-${locator}`), expected.keys())).toEqual(expected);
        }
      },
    );
  });
});

function moneyAfter(events: readonly WorldEvent[]) {
  const ledgers = new Ledgers();
  for (const event of events) ledgers.take(event);
  return ledgers.money(`booking-${recordLocator}`).trialBalance();
}

describe('what has ended', () => {
  it('unpaid, leaves nothing', () => {
    expect(moneyAfter(expired)).toEqual([
      { account: 'money:receivable', debit: 0, credit: 0 },
      { account: 'money:revenue', debit: 0, credit: 0 },
    ]);
  });

  it('paid, leaves cash that is to go back', () => {
    expect(moneyAfter(cancelledPaid)).toEqual([
      { account: 'money:cash', debit: 77600, credit: 0 },
      { account: 'money:receivable', debit: 0, credit: 0 },
      { account: 'money:refunds', debit: 0, credit: 77600 },
      { account: 'money:revenue', debit: 0, credit: 0 },
    ]);
  });
});

it('a flight has accounts for each of its cabins', () => {
  const ledger = new Balances();
  for (const posting of flightPostings(scheduledFlight, noSeats)) ledger.post(posting);
  expect(ledger.trialBalance()).toEqual([
    { account: 'seats:business:available', debit: 16, credit: 0 },
    { account: 'seats:business:capacity', debit: 0, credit: 16 },
    { account: 'seats:economy:available', debit: 162, credit: 0 },
    { account: 'seats:economy:capacity', debit: 0, credit: 162 },
  ]);
});

it('seats are not released twice', () => {
  const data = { recordLocator, cabin: 'economy' as const, seats: ['12A'] };
  const released = {
    type: 'SeatsReleased' as const,
    data: { ...data, reason: 'expired' as const },
  };
  expect(() => flightPostings(released, noSeats)).toThrow('seat 12A is free');
});

it.each([-1, 0.5, Number.NaN])('%d is no amount to post', (amount) => {
  expect(() => transfer(amount, 'money:revenue', 'money:cash')).toThrow(RangeError);
});

it('a balance of money does not make up for one of seats', () => {
  const money = { account: 'money:cash' as const, debit: 1, credit: 0 };
  const seats = { account: 'seats:economy:held' as const, debit: 0, credit: 1 };
  expect(isBalanced([money, seats])).toBe(false);
});
