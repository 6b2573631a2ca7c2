import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { compareAge, type RowAge } from '#views/stores';

/** An availability in the bytes that every client of its flight is sent. */
export interface AvailabilityEvent extends RowAge {
  bytes: Buffer;
}

const beatEveryMs = 15_000;
const beat = Buffer.from(':\n\n');

/**
 * The events of one client. An availability is whole, so that a client that lags is owed the newest alone: what
 * waits for it here is one event, however long it takes.
 */
export class EventStream extends Readable {
  /** Goes out at once: by it the client knows that the stream is open. */
  private opening: Buffer | undefined;
  private owed: Buffer | undefined;
  /** Whether the connection takes more now, and whether it has taken anything since the last beat. */
  private isWanted = false;
  private hasTaken = true;
  private readonly beats: NodeJS.Timeout;

  /**
   * @param newest what the client has already
   * @param onSlow is told before a client is cut off that took nothing from one beat to the next; it may come back
   *   with its Last-Event-ID
   */
  constructor(
    private newest: RowAge | undefined,
    private readonly onSlow: () => void,
  ) {
    super({ highWaterMark: 0 });
    // Clients that lose their connections at once do not come back at once.
    this.opening = Buffer.from(`retry: ${randomInt(1_000, 5_000)}\n\n`);
    this.beats = setInterval(() => this.beat(), beatEveryMs).unref();
  }

  /** Sends an event as soon as the client can take it, unless it has that one or a newer one. */
  offer(event: AvailabilityEvent): void {
    if (this.newest !== undefined && compareAge(event, this.newest) <= 0) return;
    this.newest = event;
    this.owed = event.bytes;
    if (this.isWanted) this.sendOwed();
  }

  /** Ends it; a client that lags is not waited for. */
  finish(): void {
    if (!this.isWanted) this.destroy();
    this.isWanted = false;
    this.push(null);
  }

  override _read(): void {
    this.isWanted = true;
    this.hasTaken = true;
    this.sendOwed();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.isWanted = false;
    clearInterval(this.beats);
    done(error);
  }

  private sendOwed(): void {
    const { opening, owed } = this;
    if (opening !== undefined) this.opening = undefined;
    else this.owed = undefined;
    this.send(opening ?? owed);
  }

  private send(bytes: Buffer | undefined): void {
    if (bytes === undefined) return;
    this.isWanted = false;
    this.push(bytes);
  }

  private beat(): void {
    if (this.isWanted) this.send(beat);
    else if (!this.hasTaken) {
      this.onSlow();
      this.destroy();
    }
    this.hasTaken = false;
  }
}
