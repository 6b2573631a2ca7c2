import {
  deadLetterMessage,
  type DeadLetterMessage,
  eventsByStream,
  type FollowedTopic,
  type RecordedEvent,
  sentEventOf,
} from '#contracts';
import { Logger } from '@nestjs/common';
import type { MessageToPark, ParkedMessage, ParkedMessages } from './parked-messages.js';

export interface Consumer {
  /** Its name, under which messages are parked. */
  name: string;
  /** The id of the log that it follows. */
  log: string;
  /** The event as it came, or would come, on a topic. */
  messageOf: (event: RecordedEvent) => string;
  /** The topic whose message is parked under a stream's id; undefined for none that it follows. */
  topicOf: (parked: string) => FollowedTopic | undefined;
  /** Handles events of one topic, in the order of their streams; repeating it changes nothing. */
  handle: (events: RecordedEvent[]) => Promise<void>;
  /** Whether handling failed for want of what it needs: then no event is at fault. */
  isOutOfReach: (error: unknown) => boolean;
  /** Rejects while the stream is out of reach. */
  probe: () => Promise<void>;
  /** Is told what was given up. */
  giveUp: (letter: DeadLetterMessage) => Promise<void>;
}

/** Attempts of an event before it is given up, and the pause after the first, which doubles. */
const maxAttempts = 5;
const firstPauseSeconds = 1;

/**
 * Hands events to a consumer so that one that it cannot handle holds back its own stream only. That stream
 * waits, durably and in order, while its first event is retried with a growing pause; then it is given up,
 * and waits for the operators.
 */
export class Delivery {
  private readonly logger: Logger;

  constructor(
    private readonly consumer: Consumer,
    private readonly parked: ParkedMessages,
  ) {
    this.logger = new Logger(consumer.name);
  }

  /**
   * Handles events of one topic, or parks them.
   *
   * @throws when neither can be done: all of them are to come again
   */
  async deliver(events: readonly RecordedEvent[]): Promise<void> {
    const streamIds = [...new Set(events.map(({ streamId }) => streamId))];
    const heldBack = await this.parked.heldBack(this.consumer.name, streamIds);
    const behind = events.filter(({ streamId }) => heldBack.has(streamId));
    await this.park(behind.map((event) => this.toPark(event)));
    const free =
      behind.length === 0 ? [...events] : events.filter(({ streamId }) => !heldBack.has(streamId));
    if (free.length === 0) return;
    try {
      await this.consumer.handle(free);
    } catch (error) {
      await this.consumer.probe();
      this.logger.warn(
        `a batch of ${free.length} failed, and is handled in parts: ${String(error)}`,
      );
      await this.handleInParts([...eventsByStream(free).values()]);
    }
  }

  /**
   * Parks a message that could not be read; its stream is not known, so that it holds back none.
   *
   * @param offset its own, of the partition, which is called `contrail.flights/2`
   */
  async refuse(message: string, partition: string, offset: number, error: unknown): Promise<void> {
    const refused = { streamId: `${partition}@${offset}`, version: offset, type: 'unreadable' };
    this.logger.warn(`${refused.streamId} cannot be read and is parked: ${String(error)}`);
    await this.park([{ ...refused, message, error: String(error) }]);
  }

  /** Retries what is due, stream by stream; answers whether there was any. */
  async retryDue(): Promise<boolean> {
    const streamIds = await this.parked.claimDue(this.consumer.name);
    for (const streamId of streamIds) await this.retryStream(streamId);
    return streamIds.length > 0;
  }

  private async retryStream(streamId: string): Promise<void> {
    for (;;) {
      const first = await this.parked.first(this.consumer.name, streamId);
      if (first === undefined) return;
      try {
        await this.consumer.handle([this.eventOf(first)]);
      } catch (error) {
        await this.blame(error);
        await this.fail(first, String(error));
        return;
      }
      await this.parked.end(first);
    }
  }

  private eventOf({ streamId, message }: ParkedMessage): RecordedEvent {
    const topic = this.consumer.topicOf(streamId);
    if (topic === undefined) throw new Error(`${streamId} is of no topic that is followed`);
    return sentEventOf(JSON.parse(message), topic, this.consumer.log);
  }

  private async fail(first: ParkedMessage, cause: string): Promise<void> {
    const failed = { ...first, error: cause, attempts: first.attempts + 1 };
    if (failed.attempts < maxAttempts) {
      await this.parked.fail(failed, firstPauseSeconds * 2 ** first.attempts);
      return;
    }
    // Told before it is kept: a crash in between tells it twice, and never not.
    await this.consumer.giveUp(deadLetterMessage(failed, this.consumer.log));
    await this.parked.giveUp(failed);
    const { streamId, version, error, attempts } = failed;
    this.logger.error({ streamId, version, error, attempts }, 'an event is given up');
  }

  /** What failed together is halved, until the streams at fault stand alone: others go on. */
  private async handleInParts(streams: readonly RecordedEvent[][]): Promise<void> {
    const [only, ...others] = streams;
    if (only === undefined) return;
    if (others.length === 0) return this.handleOneByOne(only);
    const middle = Math.ceil(streams.length / 2);
    for (const part of [streams.slice(0, middle), streams.slice(middle)]) {
      try {
        await this.consumer.handle(part.flat());
      } catch (error) {
        await this.blame(error);
        await this.handleInParts(part);
      }
    }
  }

  /** The first event of a stream that fails is parked with the reason, and the later ones behind it. */
  private async handleOneByOne(events: readonly RecordedEvent[]): Promise<void> {
    for (const [at, event] of events.entries()) {
      try {
        await this.consumer.handle([event]);
      } catch (error) {
        await this.blame(error);
        this.logger.warn(`${event.streamId}@${event.version} is parked: ${String(error)}`);
        const [first, ...behind] = events.slice(at).map((one) => this.toPark(one));
        if (first !== undefined) await this.park([{ ...first, error: String(error) }, ...behind]);
        return;
      }
    }
  }

  /** @throws the error when no event is at fault; what the probe throws */
  private async blame(error: unknown): Promise<void> {
    if (this.consumer.isOutOfReach(error)) throw error;
    await this.consumer.probe();
  }

  private park(messages: readonly MessageToPark[]): Promise<void> {
    return this.parked.park(this.consumer.name, messages);
  }

  private toPark(event: RecordedEvent): MessageToPark {
    const { streamId, version, type } = event;
    return { streamId, version, type, message: this.consumer.messageOf(event) };
  }
}
