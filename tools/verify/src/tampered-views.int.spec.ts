import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
});

afterEach(() => log.close());

describe('a row of a view', () => {
  it.each([
    [
      'state',
      `replace(state::text, '"distance":1400', '"distance":1401')::json`,
      '/state/distance 1400',
    ],
    ['as_of', `as_of + '1 millisecond'`, expect.stringMatching(/^\/asOf/)],
    ['version', '9', 'a version from 1 to 4, where the stream ends'],
  ])('whose %s was changed', async (column, value, expected) => {
    const [streamId] = log.flights;
    await log.superuser.tamper(
      `UPDATE views.availability SET ${column} = ${value} WHERE stream_id = $1`,
      [streamId],
    );
    await log.expectFound({ kind: 'view-row', view: 'availability', streamId, expected });
  });

  it('that was set back', async () => {
    const [, streamId] = log.flights;
    await log.superuser.tamper('UPDATE views.availability SET version = 2 WHERE stream_id = $1', [
      streamId,
    ]);
    const place = { kind: 'view-row', view: 'availability', streamId };
    await log.expectFound(
      { ...place, version: 2, expected: expect.stringMatching(/^\/asOf/) },
      { ...place, version: 3, found: 'the row at version 2' },
    );
  });

  it.each(['availability', 'booking', 'journey'])('that was removed: %s', async (view) => {
    await log.superuser.tamper(`DELETE FROM views.${view}`);
    const [out, back] = log.flights;
    const streams = ['booking', 'journey'].includes(view) ? [log.held, log.ticketed] : [out, back];
    await log.expectFound(
      ...streams.map((streamId) => {
        return { kind: 'view-row', view, streamId, version: 1, found: 'no row' };
      }),
    );
  });

  it.each(['booking-NOBODY', 'flight-ZZ9-EWR-2026-12-05'])('of no stream: %s', async (streamId) => {
    await log.superuser.tamper(
      `INSERT INTO views.booking SELECT $1, generation, version, as_of, state FROM views.booking LIMIT 1`,
      [streamId],
    );
    await log.expectFound({ kind: 'view-row', view: 'booking', streamId, expected: 'no row' });
  });

  it('of a stream that the view does not fold', async () => {
    const [streamId] = log.flights;
    await log.superuser.tamper(
      `INSERT INTO views.booking SELECT $1, generation, version, as_of, state FROM views.booking LIMIT 1`,
      [streamId],
    );
    await log.expectFound({ kind: 'view-row', view: 'booking', streamId, expected: 'no row' });
  });
});

describe('a parked event', () => {
  async function parkUnknown(): Promise<void> {
    const streamId = log.ticketed;
    const metadata = { correlationId: 'test', actor: 'test' };
    await log.eventStore.append([
      {
        commandId: 'unknown',
        streams: [{ streamId, expectedVersion: 4 }],
        events: [{ streamId, type: 'Unknown', schemaVersion: 1, data: {}, metadata }],
      },
    ]);
    await log.project();
  }

  it('is told with the reason', async () => {
    await parkUnknown();
    const place = { streamId: log.ticketed, version: 5 };
    await log.expectFound(
      {
        ...{ ...place, kind: 'event-form' },
        found: 'Unknown of version 1 was written by newer code: this knows no such type',
      },
      ...['booking', 'journey'].map((view) => ({
        ...{ ...place, kind: 'parked-event', view },
        found: expect.stringMatching(/^it parked: UnreadableEvent/),
      })),
    );
  });
});
