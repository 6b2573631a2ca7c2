import type { RecordedEvent } from './recorded-event.js';

/** What a part's log says of an event that it has handled: by it a request is followed from part to part. */
export interface EventHop {
  correlationId: string;
  streamId: string;
  version: number;
  type: string;
}

export function hopOf({ streamId, version, type, metadata }: RecordedEvent): EventHop {
  return { correlationId: metadata.correlationId, streamId, version, type };
}
