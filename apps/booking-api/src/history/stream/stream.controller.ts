import { type AnswerOf, getStream, type RequestOf } from '#contracts';
import { EventStore } from '#event-store';
import { Credentials, Parsed, Problem, Route } from '#platform';
import { Controller, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { toldEvent } from '../told-event.js';

@Controller()
export class StreamController {
  constructor(
    private readonly eventStore: EventStore,
    private readonly credentials: Credentials,
  ) {}

  @Route(getStream)
  async stream(
    @Parsed(getStream) { params: { streamId }, query }: RequestOf<typeof getStream>,
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof getStream>> {
    const credential = this.credentials.credential(authorization);
    const unknown = new Problem('not-found', `there is no stream ${streamId} of yours`);
    if (!credential.operator) {
      if (!streamId.startsWith('booking-')) {
        throw new Problem('forbidden', 'this stream is for operators');
      }
      if (streamId !== `booking-${credential.recordLocator ?? ''}`) throw unknown;
    }
    const { version, events } = await this.eventStore.readStream(streamId, query);
    if (version === 0) throw unknown;
    reply.header('cache-control', 'private, no-store');
    return { streamId, version, events: events.map(toldEvent) };
  }
}
