import { partitionCount } from '#contracts';
import { assumed } from '../figures/assumed.js';
import { measured } from '../figures/measured.js';
import type { Simulated } from '../simulation/simulated.js';
import { table } from './table.js';

const busy = assumed.busy.value;

export function writeSide({ orders }: Simulated): string {
  return table(
    [
      'bookings/s',
      'booking-apis: cores',
      'commits/s',
      'flushes/s',
      'PostgreSQL: cores',
      'log, MB/s',
      'events/s',
    ],
    orders.map(({ load }) => [
      load.bookings,
      load.bookingCores / busy,
      load.bookings * measured.commits.value,
      load.flushes,
      load.logCores / busy,
      (load.bookings * measured.walBytes.value) / 1e6,
      load.events,
    ]),
  );
}

export function followers({ orders }: Simulated): string {
  return table(
    [
      'bookings/s',
      'relay: cores',
      'projectors: cores',
      'process managers: cores',
      'partitions that suffice',
      'there are',
      'rows to Redis/s',
    ],
    orders.map(({ load }) => [
      load.bookings,
      load.relayCores / busy,
      load.projectorCores / busy,
      load.managerCores / busy,
      Math.ceil(Math.max(load.projectorCores, load.managerCores) / busy),
      partitionCount,
      load.bookings * measured.flightEvents.value,
    ]),
  );
}

export function storage({ orders }: Simulated): string {
  const gb = 1e9;
  return table(
    [
      'bookings/s',
      'flights',
      'events, millions',
      'log, GB',
      'views, keys, GB',
      'topics, GB',
      'rows in memory, GB',
      'rebuild, hours',
    ],
    orders.map(({ load }) => {
      const { value: seconds } = assumed.secondsOfAYear;
      const events = load.events * seconds;
      return [
        load.bookings,
        load.flights,
        events / 1e6,
        (events * measured.logBytes.value) / gb,
        (load.bookings * seconds * measured.bookingBytes.value +
          load.flights * measured.flightBytes.value) /
          gb,
        (events * assumed.messageBytes.value * assumed.replicas.value) / gb,
        (load.flights * measured.rowBytes.value) / gb,
        events / measured.rebuiltEvents.value / 3600,
      ];
    }),
  );
}
