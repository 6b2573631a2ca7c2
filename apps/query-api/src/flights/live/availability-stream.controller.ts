import type { Readable } from 'node:stream';
import { flightStreamId, getAvailabilityStream, type RequestOf } from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import type { AvailabilityState, Shown } from '#views/folds';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadLadder } from '../../read-ladder.js';
import { LiveAvailability } from './live-availability.js';

type Watch = RequestOf<typeof getAvailabilityStream>;

/** Live updates of a flight's availability, as server-sent events. */
@Controller()
export class AvailabilityStreamController {
  constructor(
    private readonly ladder: ReadLadder,
    private readonly live: LiveAvailability,
  ) {}

  @Route(getAvailabilityStream)
  async stream(
    @Parsed(getAvailabilityStream) watch: Watch,
    @Req() { method }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const stream = await this.open(watch, method);
    // By Fastify itself: Nest would read it through an iterator, which keeps what the connection does not take.
    void reply
      .type('text/event-stream; charset=utf-8')
      // The end of a stream is the end of its connection: a stop waits for neither.
      .headers({ 'cache-control': 'no-store', connection: 'close' })
      .send(stream);
  }

  /** Undefined to HEAD, which has no body to be streamed. */
  private async open(watch: Watch, method: string): Promise<Readable | undefined> {
    const streamId = flightStreamId(watch.params.flightId);
    if (method !== 'HEAD') {
      const lastEventId = watch.headers['last-event-id'];
      return this.live.stream(streamId, lastEventId, () => this.present(watch));
    }
    await this.present(watch);
    return undefined;
  }

  /** @throws Problem `not-found`, `view-behind` */
  private async present({
    params: { flightId },
    headers,
  }: Watch): Promise<Shown<AvailabilityState>> {
    const { row } = await this.ladder.find(flightStreamId(flightId), headers);
    if (row?.state == null) throw new Problem('not-found', `there is no flight ${flightId}`);
    return { ...row, state: row.state };
  }
}
