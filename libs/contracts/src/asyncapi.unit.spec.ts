import schema from '@asyncapi/specs/schemas/3.0.0.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { goldenEvents } from '../../../test/evolution/golden.js';
import { asyncApiDocument } from './asyncapi.js';
import { cloudEvent } from './cloud-event.js';
import type { RecordedEvent } from './recorded-event.js';
import { topicNames } from './topics.js';

const shown = z.object({
  channels: z.record(
    z.string(),
    z.object({
      address: z.string(),
      messages: z.record(z.string(), z.object({ payload: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

const recorded: RecordedEvent = {
  streamId: 'flight-UA1545-EWR-2026-12-05',
  version: 3,
  type: 'FlightDeparted',
  schemaVersion: 1,
  data: { occurredAt: '2026-12-05T13:45:00.000Z' },
  metadata: { eventId: 'e', correlationId: 'c', actor: 'operator', commandId: 'd' },
  recordedAt: '2026-12-05T13:45:01.000Z',
  hash: 'ab',
};

const { channels } = shown.parse(asyncApiDocument('contrail'));

function ajv(): Ajv {
  // Formats are notes to a reader here, and the schema of AsyncAPI brings that of JSON Schema.
  return new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
}

describe('the AsyncAPI document', () => {
  it('is one of AsyncAPI 3.0', () => {
    const validate = ajv().compile(schema);
    validate(asyncApiDocument('contrail'));
    expect(validate.errors).toBeNull();
  });

  it('has every topic', () => {
    const addresses = Object.values(channels).map(({ address }) => address);
    expect(addresses.sort()).toEqual([...topicNames].sort());
  });

  it('has every version of every event that was ever written as a message', () => {
    const messages = [channels['flights'], channels['bookings'], channels['refusals']].flatMap(
      (channel) =>
        Object.values(channel?.messages ?? {}).map(({ payload }) => ajv().compile(payload)),
    );
    expect(messages).toHaveLength(goldenEvents.size);
    for (const [file, written] of goldenEvents) {
      const sent = cloudEvent({ ...recorded, ...written }, 'log-1');
      const fitting = messages.filter((fits) => fits(sent));
      expect(fitting, file).toHaveLength(1);
    }
  });

  it('shows messages as they are sent: one fits its payload, and does not without its correlation', () => {
    const message = cloudEvent(recorded, 'log-1');
    const payload = channels['flights']?.messages['FlightDeparted']?.payload ?? {};
    const validate = ajv().compile(payload);
    expect(validate(message), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...message, correlationid: undefined })).toBe(false);
  });
});
