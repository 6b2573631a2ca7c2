import { Writable } from 'node:stream';
import type { RecordedEvent } from '#contracts';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NestLogger } from './nest-logger.js';
import { tellHops } from './tell-hops.js';

let lines: string[];
const logger = new Logger('projector');

function logAt(level: 'info' | 'warn'): void {
  const lastly = new Writable({
    write(line: Buffer, _, done) {
      lines.push(line.toString());
      done();
    },
  });
  Logger.overrideLogger(new NestLogger(pino({ level, base: { part: 'contrail' } }, lastly)));
}

beforeEach(() => {
  lines = [];
});

afterEach(() => Logger.overrideLogger(new ConsoleLogger()));

const metadata = { eventId: 'an event', commandId: 'a command', correlationId: 'a request' };

function recorded(streamId: string, version: number, type: string): RecordedEvent {
  return {
    ...{ streamId, version, type, schemaVersion: 1, data: { secret: 'Bessie' } },
    metadata: { ...metadata, actor: 'traveller' },
    ...{ position: '1', transactionId: '1', hash: 'a hash' },
    recordedAt: '2026-12-05T12:00:00.000Z',
  };
}

const scheduled = recorded('flight-UA1545-EWR-2026-12-05', 1, 'FlightScheduled');

it('what was done with events is told at the default level, without their data', () => {
  logAt('info');
  tellHops(logger, [scheduled, recorded('booking-4SZU7G', 1, 'BookingPlaced')], 'folded');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      ...{ level: 30, time: expect.any(Number), part: 'contrail', context: 'projector' },
      events: [
        {
          correlationId: 'a request',
          streamId: 'booking-4SZU7G',
          version: 1,
          type: 'BookingPlaced',
        },
      ],
      msg: 'folded',
    },
  ]);
});

it("the schedule's events are not told, nor anything at a higher level", () => {
  logAt('info');
  tellHops(logger, [scheduled], 'folded');
  logAt('warn');
  tellHops(logger, [recorded('booking-4SZU7G', 1, 'BookingPlaced')], 'folded');
  expect(lines).toEqual([]);
});
