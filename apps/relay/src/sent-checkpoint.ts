import { type LogPosition, startOfLog } from '#contracts';
import type { Checkpoints, Kafka } from '#streaming';

/** So much is sent once more after a crash; a write for each batch would cost a wait for the disk each time. */
const writeEveryMs = 200;
/** How soon it is noticed that an empty cluster has taken the place of an idle one. */
const lookEveryMs = 1_000;

/**
 * How far a Kafka cluster has been sent the log, kept behind the sending. It names the cluster: an empty one is
 * sent all events, and what one got is not counted for another.
 */
export class SentCheckpoint {
  private sent = startOfLog;
  private written = startOfLog;
  private lookedAt = Date.now();
  private writing: Promise<void> = Promise.resolve();
  private fault: Error | undefined;

  private constructor(
    private readonly checkpoints: Checkpoints,
    private readonly kafka: Kafka,
    readonly name: string,
  ) {}

  static async open(checkpoints: Checkpoints, kafka: Kafka): Promise<SentCheckpoint> {
    const opened = new SentCheckpoint(checkpoints, kafka, await SentCheckpoint.nameOf(kafka));
    opened.sent = opened.written = await checkpoints.read(opened.name);
    return opened;
  }

  /** The present cluster's. */
  static async nameOf(kafka: Kafka): Promise<string> {
    return `${kafka.group('relay')} to ${await kafka.clusterId()}`;
  }

  /** Whether the cluster has been sent nothing yet. */
  get isNew(): boolean {
    return this.sent === startOfLog;
  }

  /** All before it has been sent. */
  get position(): LogPosition {
    return this.sent;
  }

  /**
   * Notes what has been sent, and writes it now and then.
   *
   * @throws Error when an earlier write failed, or found another cluster
   */
  note(sent: LogPosition): void {
    if (this.fault !== undefined) throw this.fault;
    this.sent = sent;
    const every = sent === this.written ? lookEveryMs : writeEveryMs;
    if (Date.now() - this.lookedAt < every) return;
    this.lookedAt = Date.now();
    this.writing = this.writing
      .then(() => this.write())
      .catch((error: unknown) => {
        this.fault ??= new Error(`the checkpoint was not written: ${String(error)}`);
      });
  }

  /** Writes what was sent last. */
  async close(): Promise<void> {
    await this.writing;
    if (this.fault === undefined) await this.write();
  }

  private async write(): Promise<void> {
    const { sent } = this;
    if ((await SentCheckpoint.nameOf(this.kafka)) !== this.name) {
      throw new Error('Kafka is another cluster by now');
    }
    if (sent === this.written) return;
    await this.checkpoints.write(this.name, sent);
    this.written = sent;
  }
}
