import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { usd } from '../money.js';
import { specificationOf } from '../specification.spec.js';
import { availabilityByCabin } from './availability.js';
import type { ChangeFare } from './change-fare.js';
import type { FareChanged } from './fare-changed.js';
import { decideFlight } from './flight-decider.js';
import type { FlightEvent } from './flight.js';
import { evolveFlight, initialFlight } from './flight.js';
import {
  arrived,
  cancelled,
  delayed,
  departed,
  diverted,
  held,
  hold,
  schedule,
  scheduled,
  scheduledWith,
} from './sample-flight.spec.js';

const { given } = specificationOf({
  initial: initialFlight,
  evolve: evolveFlight,
  decide: decideFlight,
});
const { flightId } = schedule;

function change(revision: number, dollars: number): ChangeFare {
  const fare = usd(dollars * 100);
  return { type: 'ChangeFare', data: { flightId, cabin: 'economy', fare, revision } };
}

function changed(revision: number, dollars: number): FareChanged {
  return { type: 'FareChanged', data: { cabin: 'economy', fare: usd(dollars * 100), revision } };
}

describe('a change of a fare', () => {
  it.each<[string, FlightEvent[]]>([
    ['scheduled', []],
    ['delayed', [delayed(30)]],
    ['departed', [departed]],
    ['arrived', [departed, arrived]],
    ['diverted', [departed, diverted]],
    ['cancelled', [cancelled]],
  ])('is recorded of a flight that is %s', (status, events) => {
    given(scheduled, ...events)
      .when(change(7, 210))
      .then(changed(7, 210));
    const after = [scheduled, ...events, changed(7, 210)].reduce(evolveFlight, initialFlight);
    expect(after).toMatchObject({ status, fareRevisions: { economy: 7 } });
  });

  it('may set the fare that is: its revision is recorded', () => {
    given(scheduled).when(change(1, 194)).then(changed(1, 194));
  });

  it('follows a revision, with or without others between them', () => {
    given(scheduled, changed(7, 210)).when(change(9, 180)).then(changed(9, 180));
  });

  it.each([6, 7])('changes nothing when it comes twice or too late: revision %d after 7', (old) => {
    given(scheduled, changed(7, 210)).when(change(old, 180)).then();
  });

  it('is of one cabin: revisions of the other are its own', () => {
    const business: FareChanged['data'] = { cabin: 'business', fare: usd(60_000), revision: 9 };
    given(scheduled, { type: 'FareChanged', data: business })
      .when(change(7, 210))
      .then(changed(7, 210));
  });

  it('is refused of a flight that was never scheduled, and of a cabin that it does not have', () => {
    given().when(change(1, 210)).thenRefused({ name: 'unknown-flight', flightId });
    const business = { flightId, cabin: 'business', fare: usd(60_000), revision: 1 } as const;
    given(scheduledWith(20))
      .when({ type: 'ChangeFare', data: business })
      .thenRefused({ name: 'unknown-cabin', flightId, cabin: 'business' });
    expect(() => evolveFlight(initialFlight, changed(1, 210))).toThrow(CorruptStream);
  });
});

describe('a changed fare', () => {
  it('is the price of the seats that are held from then on', () => {
    const { data } = held('K7QX2M', '12A');
    given(scheduled, changed(7, 210))
      .when(hold({ seats: ['12A'] }))
      .then({ type: 'SeatsHeld', data: { ...data, fare: usd(21_000) } });
  });

  it('is shown by the cabin alone that it is of', () => {
    const flight = [scheduled, changed(7, 210)].reduce(evolveFlight, initialFlight);
    if (flight.status === 'unscheduled') expect.unreachable();
    expect(availabilityByCabin(flight)).toMatchObject([
      { cabin: 'business', fare: usd(58_200) },
      { cabin: 'economy', fare: usd(21_000) },
    ]);
  });
});
