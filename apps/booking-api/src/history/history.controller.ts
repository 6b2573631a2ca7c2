import { EventStore } from '#event-store';
import { Credentials, Problem } from '#platform';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

const page = z.strictObject({
  from: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

@ApiTags('history')
@Controller('/v1/history/streams')
export class HistoryController {
  constructor(
    private readonly eventStore: EventStore,
    private readonly credentials: Credentials,
  ) {}

  @Get(':streamId')
  @ApiBearerAuth()
  @ApiOperation({ summary: "A stream's events, as stored" })
  async stream(
    @Param('streamId') streamId: string,
    @Query({ schema: page }) range: z.infer<typeof page>,
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const credential = this.credentials.credential(authorization);
    const unknown = new Problem('not-found', `there is no stream ${streamId} of yours`);
    if (!credential.operator) {
      if (!streamId.startsWith('booking-')) {
        throw new Problem('forbidden', 'this stream is for operators');
      }
      if (streamId !== `booking-${credential.recordLocator ?? ''}`) throw unknown;
    }
    const { version, events } = await this.eventStore.readStream(streamId, range);
    if (version === 0) throw unknown;
    reply.header('cache-control', 'private, no-store');
    return {
      streamId,
      version,
      events: events.map(({ streamId: _, metadata, ...event }) => ({
        eventId: metadata.eventId,
        ...event,
        metadata,
      })),
    };
  }
}
