import { describe, expect, it } from 'vitest';
import { boardingPassOf } from './boarding-pass.js';
import { fare, out, recordLocator } from './sample-booking.spec.js';

const checkedIn = { passenger: 0, flightId: out, destination: 'IAH', seat: '12A', sequence: 7 };
const segments = [{ flightId: out, cabin: 'economy' as const, seats: ['12A'], fare }];
const booking = { recordLocator, segments };

function named(givenName: string, familyName: string): string {
  return boardingPassOf(booking, checkedIn, { givenName, familyName }).passengerName;
}

describe('a boarding pass', () => {
  it('shows who flies where, when and in which seat', () => {
    const name = { givenName: 'Amelia', familyName: 'Earhart' };
    expect(boardingPassOf(booking, checkedIn, name)).toEqual({
      passengerName: 'EARHART/AMELIA',
      recordLocator,
      origin: 'EWR',
      destination: 'IAH',
      carrier: 'UA',
      flightNumber: 1545,
      date: '2026-12-05',
      compartment: 'Y',
      seat: '12A',
      sequence: 7,
    });
  });

  it('shows the business cabin', () => {
    const inFront = segments.map((segment) => ({ ...segment, cabin: 'business' as const }));
    const pass = boardingPassOf({ recordLocator, segments: inFront }, checkedIn, {
      givenName: 'Amelia',
      familyName: 'Earhart',
    });
    expect(pass.compartment).toBe('J');
  });

  it('writes names in the letters from A to Z', () => {
    expect(named('José María', 'Núñez')).toBe('NUNEZ/JOSE MARIA');
    expect(named('Anne-Marie', "O'Neil")).toBe('ONEIL/ANNE MARIE');
    expect(named('Søren', 'Weiß')).toBe('WEISS/SOREN');
    expect(named('明', '李')).toBe('X/X');
  });

  it('cuts names to 20 letters, and keeps one of the given name', () => {
    expect(named('Maximiliane', 'Featherstonehaugh')).toBe('FEATHERSTONEHAUGH/MA');
    expect(named('Jo', 'Wolfeschlegelsteinhausen')).toBe('WOLFESCHLEGELSTEIN/J');
  });

  it('is not for a flight that the booking does not have', () => {
    const elsewhere = { ...checkedIn, flightId: 'UA1-EWR-2026-12-05' };
    const name = { givenName: 'Amelia', familyName: 'Earhart' };
    expect(() => boardingPassOf(booking, elsewhere, name)).toThrow(RangeError);
  });
});
