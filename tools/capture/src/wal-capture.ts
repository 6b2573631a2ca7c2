import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { faresTopic } from '#contracts';
import { type CaptureByOutbox, captureBy, captureInPlace, WalReading } from '#fares';
import { captureRole } from '#platform/process';
import type { Kafka } from '#streaming';
import { connectorConfiguration } from './configuration.js';
import { Connector } from './connector.js';

export interface WalCaptureOptions {
  /** The owner's connection. */
  ownerUrl: string;
  secret: string;
  /** The id of the log. */
  log: string;
  kafka: Kafka;
  connectUrl: string;
  /** A folder that Connect reads: the connector's password is left there. */
  secretsFolder: string;
  progress: (line: string) => void;
}

const pauseMs = 100;
const pausesATelling = 50;
const betweenLooksMs = 5000;

/**
 * Changes of fares as Debezium reads them from PostgreSQL's write-ahead log, on Kafka Connect. The slot and the
 * connector are made, repaired and taken away here; each step may be repeated, after a crash as well.
 */
export class WalCapture {
  private readonly connector: Connector;
  private readonly role;

  constructor(private readonly options: WalCaptureOptions) {
    const { connectUrl, kafka, ownerUrl, secret } = options;
    this.connector = new Connector(connectUrl, kafka.topic(faresTopic));
    this.role = captureRole(ownerUrl, secret);
  }

  /**
   * Begins it, or repairs it. What the outbox holds goes before what is read: a revision that comes after a higher
   * one would change nothing.
   *
   * @param stopping ends the waiting: for a relay, which empties the outbox
   */
  async begin(stopping: AbortSignal): Promise<void> {
    const { kafka, ownerUrl, progress } = this.options;
    await kafka.ensureTopics();
    await this.withReading(async (reading) => {
      await reading.letIn(this.role);
      const slot = await reading.state();
      if (slot?.isLost === true) {
        progress('changes of fares may be lost unread: the fares that stand are told once more');
        await this.connector.remove();
        await reading.end(false);
      }
      if (slot === undefined || slot.isLost) await reading.begin();
      await captureBy(ownerUrl, 'wal');
      const isEmpty = async () => (await reading.waiting()) === 0;
      await this.until(isEmpty, 'the relay sends the fares of the outbox', stopping);
      await this.configure(reading);
    });
  }

  /** Looks after it until `stopping`: what fails is told, and started again. */
  async keep(stopping: AbortSignal): Promise<void> {
    const { progress } = this.options;
    let told: string | undefined;
    const isStopping = () => stopping.aborted;
    while (!isStopping()) {
      const failure = await this.repaired(stopping).catch((error: unknown) => String(error));
      if (isStopping()) return;
      if (failure !== undefined && failure !== told) {
        progress(`changes of fares are not read: ${failure}`);
      }
      if (failure === undefined && told !== undefined) progress('changes of fares are read again');
      told = failure;
      await pause(betweenLooksMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  /** Changes the way: all that the write-ahead log has is read first, then the outbox goes on. */
  async end(way: CaptureByOutbox, stopping: AbortSignal): Promise<void> {
    const { ownerUrl } = this.options;
    await captureBy(ownerUrl, way);
    await this.withReading(async (reading) => {
      const slot = await reading.state();
      if (slot === undefined || slot.isLost) {
        await this.connector.remove();
        await captureInPlace(ownerUrl, way);
        return;
      }
      const place = await reading.place();
      await this.configure(reading);
      const isRead = () => reading.hasReached(place);
      await this.until(isRead, 'the write-ahead log is read to its end', stopping);
      await this.connector.remove();
      await reading.end(true);
    });
  }

  /** Answers what was wrong. */
  private async repaired(stopping: AbortSignal): Promise<string | undefined> {
    const failure = (await this.connector.failure()) ?? (await this.lostSlot());
    if (failure === undefined) return undefined;
    await this.begin(stopping);
    return failure;
  }

  private async lostSlot(): Promise<string | undefined> {
    const slot = await this.withReading((reading) => reading.state());
    return slot === undefined || slot.isLost ? 'its place in it is lost' : undefined;
  }

  private async configure(reading: WalReading): Promise<void> {
    const { kafka, log, ownerUrl, secretsFolder } = this.options;
    await mkdir(secretsFolder, { recursive: true });
    const configuration = await connectorConfiguration({
      ...(await reading.names()),
      ...{ databaseUrl: ownerUrl, role: this.role, log, secretsFolder },
      topic: kafka.topic(faresTopic),
    });
    await this.connector.configure(configuration);
  }

  private async withReading<T>(work: (reading: WalReading) => Promise<T>): Promise<T> {
    const reading = await WalReading.open(this.options.ownerUrl);
    try {
      return await work(reading);
    } finally {
      await reading.close();
    }
  }

  private async until(
    isDone: () => Promise<boolean>,
    what: string,
    stopping: AbortSignal,
  ): Promise<void> {
    for (let pauses = 1; !(await isDone()); pauses += 1) {
      stopping.throwIfAborted();
      if (pauses % pausesATelling === 0) this.options.progress(`waiting until ${what} …`);
      await pause(pauseMs);
    }
  }
}
