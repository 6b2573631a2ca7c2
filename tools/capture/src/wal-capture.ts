import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { faresTopic } from '#contracts';
import { type CaptureByOutbox, FareCapture, leftUnread } from '#fares';
import { capturePassword } from '#platform/process';
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
const changedByAnother = 'another start has changed how they are captured';

/**
 * Changes of fares as Debezium reads them from PostgreSQL's write-ahead log, on Kafka Connect. The slot and the
 * connector are made, repaired and taken away here. Each step may be repeated, after a crash as well: what another
 * start has left in the middle is brought to its end first. `stopping` breaks off whatever is waited for.
 */
export class WalCapture {
  private readonly connector: Connector;
  /** A beginning that did not come to its end is none that another start has changed. */
  private isBeginning = false;
  /** Where the slot was when the fares that stand were last written anew: while it is there, they are still to be read. */
  private rewrittenAt: string | undefined;

  constructor(private readonly options: WalCaptureOptions) {
    const { connectUrl, kafka } = options;
    this.connector = new Connector(connectUrl, kafka.topic(faresTopic));
  }

  /**
   * Begins it, or repairs it. What the outbox holds goes before what is read: a revision that comes after a higher
   * one would change nothing. Takes a relay that runs.
   */
  begin(stopping: AbortSignal): Promise<void> {
    return this.alone((capture) => this.beginWith(capture, stopping), stopping);
  }

  /** Looks after it until `stopping`, or until another start has changed the way: what fails is told, and started again. */
  async keep(stopping: AbortSignal): Promise<void> {
    const { progress } = this.options;
    const isStopping = () => stopping.aborted;
    for (let told: string | undefined; !isStopping();) {
      const failure = await this.repaired(stopping).catch((error: unknown) => String(error));
      if (isStopping()) return;
      if (failure !== undefined && failure !== told) {
        progress(`changes of fares are not read: ${failure}`);
      }
      if (failure === undefined && told !== undefined) progress('changes of fares are read again');
      if (failure === changedByAnother) return;
      told = failure;
      await pause(betweenLooksMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  /** Changes the way: all that the write-ahead log has is read first, then the outbox goes on. Takes a relay that runs. */
  end(way: CaptureByOutbox, stopping: AbortSignal): Promise<void> {
    return this.alone(async (capture) => {
      await this.settle(capture, stopping);
      const { way: past } = await capture.present();
      if (past === 'wal') await this.untilOutboxIsEmpty(capture, stopping);
      await capture.captureBy(way);
      if (past === 'wal') await this.readToEnd(capture, stopping);
    }, stopping);
  }

  private async beginWith(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    this.isBeginning = true;
    await this.settle(capture, stopping);
    if ((await capture.present()).way !== 'wal') {
      await capture.slot.make();
      await capture.captureBy('wal');
    }
    await this.untilOutboxIsEmpty(capture, stopping);
    await this.configure(capture, stopping);
    this.isBeginning = false;
  }

  /** Leaves either the write-ahead log with its place, or the outbox and nothing that reads. */
  private async settle(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const [{ way, isHeld }, slot] = [await capture.present(), await capture.slot.state()];
    const isToBeRead = way === 'wal' || isHeld;
    if (isToBeRead && slot?.isLost === false) {
      if (isHeld) await this.readToEnd(capture, stopping);
      return;
    }
    await this.connector.remove(stopping);
    if (isToBeRead) {
      this.options.progress(leftUnread);
      await capture.leaveWal();
    }
    await capture.slot.drop();
  }

  private async readToEnd(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    await this.configure(capture, stopping);
    if (!(await this.untilRead(capture, stopping))) return this.settle(capture, stopping);
    await this.connector.remove(stopping);
    await capture.letGo();
    await capture.slot.drop();
  }

  /** Waits until all has been read that was written until now. Answers false where its place was lost meanwhile. */
  private async untilRead(capture: FareCapture, stopping: AbortSignal): Promise<boolean> {
    let end = await capture.slot.end();
    const isLost = async () => (await capture.slot.state())?.isLost !== false;
    const isOver = async () => (await capture.slot.hasReached(end)) || isLost();
    await this.until(isOver, 'the write-ahead log is read to its end', stopping, async () => {
      const failure = await this.connector.failure(stopping);
      if (failure !== undefined) {
        await this.configure(capture, stopping);
        end = await capture.slot.end();
      }
      return failure;
    });
    return !(await isLost());
  }

  /** Answers what was wrong. */
  private async repaired(stopping: AbortSignal): Promise<string | undefined> {
    const [way, slot] = await FareCapture.with(
      this.options.ownerUrl,
      async (capture) => [(await capture.present()).way, await capture.slot.state()],
      stopping,
    );
    if (way !== 'wal' && !this.isBeginning) return changedByAnother;
    const failure =
      slot?.isLost === false ? await this.connector.failure(stopping) : 'its place in it is lost';
    if (failure === undefined) return undefined;
    return this.alone(async (capture) => {
      const isChanged = (await capture.present()).way !== 'wal' && !this.isBeginning;
      if (isChanged) return changedByAnother;
      await this.beginWith(capture, stopping);
      return failure;
    }, stopping);
  }

  private async configure(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const { kafka, log, ownerUrl, secret, secretsFolder } = this.options;
    // Connect would make the topic with a partition.
    await kafka.ensureTopics();
    await mkdir(secretsFolder, { recursive: true });
    const password = capturePassword(secret);
    await capture.slot.letIn(password);
    const configuration = await connectorConfiguration({
      ...(await capture.slot.names()),
      ...{ databaseUrl: ownerUrl, password, log, secretsFolder },
      topic: kafka.topic(faresTopic),
    });
    if (!(await this.connector.isKnown(stopping))) await this.rewriteStanding(capture);
    await this.connector.configure(configuration, stopping);
  }

  /**
   * Before a Connect that knows no connector is given one: it keeps what it knows in Kafka, and who has lost that may
   * have lost what was handed to it. Whoever begins is taken for one that has.
   */
  private async rewriteStanding(capture: FareCapture): Promise<void> {
    const at = (await capture.slot.state())?.at;
    if (at !== undefined && at === this.rewrittenAt) return;
    await capture.rewriteStanding();
    this.rewrittenAt = at;
  }

  private untilOutboxIsEmpty(capture: FareCapture, stopping: AbortSignal): Promise<void> {
    const isEmpty = () => capture.isOutboxEmpty();
    return this.until(isEmpty, 'the relay sends the fares of the outbox', stopping);
  }

  private alone<T>(work: (capture: FareCapture) => Promise<T>, stopping: AbortSignal): Promise<T> {
    return FareCapture.alone(this.options.ownerUrl, work, stopping);
  }

  /** @param obstacle what is in the way, and mended, where it is known; asked whenever the waiting is told */
  private async until(
    isDone: () => Promise<boolean>,
    what: string,
    stopping: AbortSignal,
    obstacle: () => Promise<string | undefined> = () => Promise.resolve(undefined),
  ): Promise<void> {
    for (let pauses = 1; !(await isDone()); pauses += 1) {
      if (pauses % pausesATelling === 0) {
        const why = await obstacle();
        this.options.progress(`waiting until ${what} …${why === undefined ? '' : ` (${why})`}`);
      }
      await pause(pauseMs, undefined, { signal: stopping });
    }
  }
}
