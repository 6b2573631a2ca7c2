import { describe, expect, it } from 'vitest';
import { cloudEvent, recordedEventOf } from './cloud-event.js';
import type { RecordedEvent } from './recorded-event.js';

const refunded: RecordedEvent = {
  streamId: 'booking-K7QX2M',
  version: 7,
  type: 'PaymentRefunded',
  schemaVersion: 1,
  data: { paymentId: 'pay-1', amount: { amount: 19_400, currency: 'USD' } },
  metadata: {
    eventId: '0b5e8f0a-51a3-4c4e-9d2e-0d8f3f6f2a11',
    correlationId: 'c-1',
    causationId: 'e-6',
    actor: 'process-manager',
    commandId: 'e-6 refund',
  },
  recordedAt: '2026-12-01T12:10:00.123Z',
  hash: 'ab12',
};

describe('an event as a CloudEvent', () => {
  it('has the standard attributes, and its own as extensions', () => {
    expect(cloudEvent(refunded, 'log-1')).toEqual({
      specversion: '1.0',
      id: refunded.metadata.eventId,
      source: '/logs/log-1',
      type: 'contrail.PaymentRefunded',
      subject: 'booking-K7QX2M',
      time: '2026-12-01T12:10:00.123Z',
      datacontenttype: 'application/json',
      data: refunded.data,
      partitionkey: 'booking-K7QX2M',
      sequence: '7',
      sequencetype: 'Integer',
      schemaversion: 1,
      correlationid: 'c-1',
      causationid: 'e-6',
      actor: 'process-manager',
      commandid: 'e-6 refund',
      hash: 'ab12',
    });
  });

  it('names its attributes as CloudEvents allows: lower-case letters and digits', () => {
    for (const name of Object.keys(cloudEvent(refunded, 'log-1'))) {
      expect(name).toMatch(/^[a-z0-9]+$/);
    }
  });

  it.each<[string, Partial<RecordedEvent['metadata']>]>([
    ['by a traveller', { requestDigest: 'd-1' }],
    ['that follows from another', { causationId: 'e-6' }],
    ['that compensates another', { compensates: 'e-3' }],
  ])('%s comes back as it was', (_, more) => {
    const { eventId, correlationId, actor, commandId } = refunded.metadata;
    const event = { ...refunded, metadata: { eventId, correlationId, actor, commandId, ...more } };
    const message: unknown = JSON.parse(JSON.stringify(cloudEvent(event, 'log-1')));
    expect(recordedEventOf(message, 'log-1')).toEqual(event);
  });

  it.each([
    ['specversion', '0.3'],
    ['type', 'com.example.Something'],
    ['type', 'contrail.\0'],
    ['subject', 'booking-\0'],
    ['subject', 'booking-\ud800'],
    ['subject', 'hats-of-no-topic'],
    ['sequence', '0'],
    ['sequence', '9'.repeat(10)],
    ['time', 'yesterday'],
    ['schemaversion', 0],
    ['id', undefined],
  ])('is refused by the name of what is wrong: %s', (attribute, value) => {
    const message = { ...cloudEvent(refunded, 'log-1'), [attribute]: value };
    expect(() => recordedEventOf(message, 'log-1')).toThrow(attribute);
  });

  it('of another log is refused by its name', () => {
    const message = cloudEvent(refunded, 'log-1');
    expect(() => recordedEventOf(message, 'log-2')).toThrow('another log: /logs/log-1');
  });
});
