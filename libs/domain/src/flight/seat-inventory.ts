import { CorruptStream } from '../corrupt-stream.js';
import type { Money } from '../money.js';
import { unreachable } from '../unreachable.js';
import type { Cabin } from './seat-map.js';

export interface SeatsHeld {
  type: 'SeatsHeld';
  data: {
    recordLocator: string;
    cabin: Cabin;
    /** In the passengers' order. */
    seats: string[];
    /** For one passenger, as it stood when the seats were held. */
    fare: Money;
    expiresAt: string;
  };
}

export interface SeatsSold {
  type: 'SeatsSold';
  data: { recordLocator: string; cabin: Cabin; seats: string[] };
}

export type ReleaseReason = 'expired' | 'cancelled' | 'flight-cancelled';

export interface SeatsReleased {
  type: 'SeatsReleased';
  data: { recordLocator: string; cabin: Cabin; seats: string[]; reason: ReleaseReason };
}

/** The seat stays held or sold, as it was. */
export interface SeatMoved {
  type: 'SeatMoved';
  data: { recordLocator: string; cabin: Cabin; from: string; to: string };
}

export type SeatInventoryEvent = SeatsHeld | SeatsSold | SeatsReleased | SeatMoved;

export interface SeatHolder {
  recordLocator: string;
  state: 'held' | 'sold';
}

/** By seat; a seat that is not in here is free. */
export type TakenSeats = ReadonlyMap<string, SeatHolder>;

/** Throws CorruptStream where a seat would have two holders, or lose one that it does not have. */
export function evolveTaken(before: TakenSeats, event: SeatInventoryEvent): TakenSeats {
  const { type, data } = event;
  const { recordLocator } = data;
  const taken = new Map(before);

  function give(seat: string, state: SeatHolder['state']): void {
    if (taken.has(seat)) throw new CorruptStream(type, `seat ${seat} is taken`);
    taken.set(seat, { recordLocator, state });
  }

  function take(seat: string): SeatHolder {
    const holder = taken.get(seat);
    if (holder?.recordLocator !== recordLocator) {
      throw new CorruptStream(type, `seat ${seat} is not of ${recordLocator}`);
    }
    taken.delete(seat);
    return holder;
  }

  switch (type) {
    case 'SeatsHeld':
      for (const seat of data.seats) give(seat, 'held');
      return taken;
    case 'SeatsSold':
      for (const seat of data.seats) {
        take(seat);
        give(seat, 'sold');
      }
      return taken;
    case 'SeatsReleased':
      for (const seat of data.seats) take(seat);
      return taken;
    case 'SeatMoved':
      give(data.to, take(data.from).state);
      return taken;
    default:
      return unreachable(type);
  }
}
