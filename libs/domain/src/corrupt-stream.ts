/** A stream holds an event that its state cannot have: its log was not written by these rules. */
export class CorruptStream extends Error {
  override readonly name = 'CorruptStream';

  constructor(eventType: string, status: string) {
    super(`${eventType} cannot follow the status ${status}`);
  }
}
