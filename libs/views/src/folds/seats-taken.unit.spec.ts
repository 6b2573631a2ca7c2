import type { FlightEvent } from '#domain';
import { describe, expect, it } from 'vitest';
import { availabilityView } from './availability.js';
import {
  arrived,
  cancelled,
  checkedIn,
  delayed,
  departed,
  diverted,
  folded,
  held,
  moved,
  released,
  scheduled,
  sold,
} from './sample-flight.spec.js';

function taken(...events: FlightEvent[]): unknown {
  return folded(availabilityView, scheduled, ...events)?.taken;
}

describe('the seats that are taken', () => {
  it('shows held and sold seats', () => {
    expect(taken(held('1A', '1C'), sold('1A'))).toEqual({ '1A': 'sold', '1C': 'held' });
  });

  it('shows released seats as free', () => {
    expect(taken(held('1A', '1C'), sold('1A', '1C'), released('1A'))).toEqual({ '1C': 'sold' });
  });

  it('moves a seat as it is, held or sold', () => {
    expect(taken(held('1A'), moved('1A', '1F'))).toEqual({ '1F': 'held' });
    expect(taken(held('1A'), sold('1A'), moved('1A', '1F'))).toEqual({ '1F': 'sold' });
  });

  it('is the same whatever the flight does', () => {
    expect(taken(held('1A'), delayed, checkedIn, departed, arrived)).toEqual({ '1A': 'held' });
    expect(taken(held('1A'), departed, diverted)).toEqual({ '1A': 'held' });
    expect(taken(held('1A'), cancelled)).toEqual({ '1A': 'held' });
  });

  it('names no booking', () => {
    expect(JSON.stringify(folded(availabilityView, scheduled, held('1A')))).not.toContain('K7QX2M');
  });

  it('shows nothing of a flight that was never scheduled', () => {
    expect(folded(availabilityView, held('1A'))).toBeNull();
  });
});
