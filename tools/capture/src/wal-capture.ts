import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { faresTopic } from '#contracts';
import { type CaptureByOutbox, FareCapture } from '#fares';
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
 * connector are made, repaired and taken away here. Each step may be repeated, after a crash as well: what another
 * start has left in the middle is brought to its end first. `stopping` breaks off whatever is waited for.
 */
export class WalCapture {
  private readonly connector: Connector;
  private readonly reader;

  constructor(private readonly options: WalCaptureOptions) {
    const { connectUrl, kafka, ownerUrl, secret } = options;
    this.connector = new Connector(connectUrl, kafka.topic(faresTopic));
    this.reader = captureRole(ownerUrl, secret);
  }

  /**
   * Begins it, or repairs it. What the outbox holds goes before what is read: a revision that comes after a higher
   * one would change nothing. Takes a relay that runs.
   */
  async begin(stopping: AbortSignal): Promise<void> {
    await this.options.kafka.ensureTopics();
    await this.alone(stopping, async (capture) => {
      await this.settle(capture, stopping);
      await capture.letIn(this.reader);
      if ((await capture.present()).way !== 'wal') {
        await capture.makeSlot();
        await capture.captureBy('wal');
      }
      await this.untilOutboxIsEmpty(capture, stopping);
      await this.configure(capture, stopping);
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

  /** Changes the way: all that the write-ahead log has is read first, then the outbox goes on. Takes a relay that runs. */
  async end(way: CaptureByOutbox, stopping: AbortSignal): Promise<void> {
    await this.alone(stopping, async (capture) => {
      await this.settle(capture, stopping);
      const { way: past } = await capture.present();
      if (past === 'wal') await this.untilOutboxIsEmpty(capture, stopping);
      await capture.captureBy(way);
      if (past === 'wal') await this.readToEnd(capture, stopping);
    });
  }

  /** Leaves either the write-ahead log with its place, or the outbox and nothing that reads. */
  private async settle(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const [{ way, isHeld }, slot] = [await capture.present(), await capture.slot()];
    const isToBeRead = way === 'wal' || isHeld;
    if (isToBeRead && slot?.isLost === false) {
      if (isHeld) await this.readToEnd(capture, stopping);
      return;
    }
    await this.connector.remove(stopping);
    if (isToBeRead) {
      this.options.progress(
        'changes of fares may be lost unread: the fares that stand are told once more',
      );
      await capture.leaveWal();
    }
    await this.dropSlot(capture);
  }

  private async readToEnd(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const place = await capture.place();
    await capture.letIn(this.reader);
    await this.configure(capture, stopping);
    const isRead = () => capture.hasReached(place);
    await this.until(isRead, 'the write-ahead log is read to its end', stopping);
    await this.connector.remove(stopping);
    await capture.letGo();
    await this.dropSlot(capture);
  }

  private async dropSlot(capture: FareCapture): Promise<void> {
    await capture.shutOut(this.reader);
    await capture.dropSlot();
  }

  /** Answers what was wrong. */
  private async repaired(stopping: AbortSignal): Promise<string | undefined> {
    const failure = (await this.connector.failure(stopping)) ?? (await this.lostSlot(stopping));
    if (failure === undefined) return undefined;
    await this.begin(stopping);
    return failure;
  }

  private async lostSlot(stopping: AbortSignal): Promise<string | undefined> {
    const slot = await this.withCapture(stopping, (capture) => capture.slot());
    return slot?.isLost === false ? undefined : 'its place in it is lost';
  }

  private async configure(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const { kafka, log, ownerUrl, secretsFolder } = this.options;
    await mkdir(secretsFolder, { recursive: true });
    const configuration = await connectorConfiguration({
      ...(await capture.names()),
      ...{ databaseUrl: ownerUrl, role: this.reader, log, secretsFolder },
      topic: kafka.topic(faresTopic),
    });
    await this.connector.configure(configuration, stopping);
  }

  private untilOutboxIsEmpty(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const isEmpty = () => capture.isOutboxEmpty();
    return this.until(isEmpty, 'the relay sends the fares of the outbox', stopping);
  }

  private alone(
    stopping: AbortSignal,
    work: (capture: FareCapture) => Promise<void>,
  ): Promise<void> {
    return this.withCapture(stopping, async (capture) => {
      await this.until(() => capture.isAlone(), 'another start has changed the way', stopping);
      await work(capture);
    });
  }

  private async withCapture<T>(
    stopping: AbortSignal,
    work: (capture: FareCapture) => Promise<T>,
  ): Promise<T> {
    const capture = await FareCapture.open(this.options.ownerUrl, stopping);
    try {
      return await work(capture);
    } finally {
      await capture.close();
    }
  }

  private async until(
    isDone: () => Promise<boolean>,
    what: string,
    stopping: AbortSignal,
  ): Promise<void> {
    for (let pauses = 1; !(await isDone()); pauses += 1) {
      if (pauses % pausesATelling === 0) this.options.progress(`waiting until ${what} …`);
      await pause(pauseMs, undefined, { signal: stopping });
    }
  }
}
