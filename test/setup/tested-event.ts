import type { RecordedEvent } from '#contracts';

/** An event of no type of ours, for what looks at a stream and its versions alone; recorded a millisecond a version. */
export function testedEvent(streamId: string, version: number): RecordedEvent {
  return {
    streamId,
    version,
    type: 'Tested',
    schemaVersion: 1,
    data: {},
    metadata: {
      eventId: `${streamId}@${version}`,
      correlationId: 'c',
      actor: 'test',
      commandId: 'c',
    },
    recordedAt: new Date(Date.UTC(2026, 0, 1) + version).toISOString(),
    hash: '',
  };
}
