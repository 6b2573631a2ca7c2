import type { LoggedEvent } from '../recorded-event.js';

/** An event of a type or version that this code does not know, or without the form of its version. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor(
    { streamId, version, type, schemaVersion }: LoggedEvent,
    readonly reason: string,
  ) {
    super(`${streamId}@${version} (${type} ${schemaVersion}): ${reason}`);
  }
}

/** Newer code than this has written it. */
export class UnknownForm extends UnreadableEvent {
  /** @param newest the version that this code writes; undefined where it does not know the type */
  constructor(event: LoggedEvent, newest: number | undefined) {
    const { type, schemaVersion } = event;
    const known = newest === undefined ? 'no such type' : `${type} up to version ${newest}`;
    super(
      event,
      `${type} of version ${schemaVersion} was written by newer code: this knows ${known}`,
    );
  }
}
