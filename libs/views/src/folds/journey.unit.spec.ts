import type { StreamEvent } from '#contracts';
import { describe, expect, it } from 'vitest';
import { oldestAndNewest } from '../../../../test/evolution/lives.js';
import { type JourneyState, journeyView } from './journey.js';

/** Events of a life, a second after one another. */
function journeyOf(life: string): JourneyState | null {
  const { newest } = oldestAndNewest.find((each) => each.life === life) ?? expect.unreachable();
  const events = newest.map((event, index): StreamEvent => {
    return { ...event, recordedAt: at(index) };
  });
  return events.reduce(
    (state: JourneyState | null, event) => journeyView.evolve(state, event),
    null,
  );
}

function at(second: number): string {
  return new Date(second * 1000).toISOString();
}

describe('a journey', () => {
  it('is the path of a booking, and when it came to each step', () => {
    expect(journeyOf('a booking that is flown')).toEqual({
      path: [
        ...['BookingPlaced', 'PaymentRequested', 'PaymentUnresolved', 'PaymentCaptured'],
        ...['BookingTicketed', 'SeatChanged', 'PassengersCheckedIn', 'BoardingPassesIssued'],
      ],
      reached: {
        ...{ held: at(0), 'payment-requested': at(1), captured: at(3), ticketed: at(4) },
        'checked-in': at(6),
      },
    });
  });

  it('has the steps alone that were reached', () => {
    expect(journeyOf('a booking that runs out, and is erased')).toEqual({
      path: [
        ...['BookingPlaced', 'PaymentRequested', 'PaymentDeclined', 'BookingExpired'],
        ...['BookingErased'],
      ],
      reached: { held: at(0), 'payment-requested': at(1) },
    });
  });

  it('tells when a step was reached first', () => {
    const events = oldestAndNewest.flatMap(({ newest }) => newest);
    const requested = events.find(({ type }) => type === 'PaymentRequested');
    if (requested === undefined) return expect.unreachable();
    const once = journeyView.evolve(null, { ...requested, recordedAt: at(1) });
    expect(journeyView.evolve(once, { ...requested, recordedAt: at(2) })).toEqual({
      path: ['PaymentRequested', 'PaymentRequested'],
      reached: { 'payment-requested': at(1) },
    });
  });

  it('names nobody', () => {
    const texts = oldestAndNewest
      .filter(({ streamId }) => streamId.startsWith('booking-'))
      .map(({ life }) => JSON.stringify(journeyOf(life)));
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).not.toMatch(/sealed|K7QX2M/);
  });
});
