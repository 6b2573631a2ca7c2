import { startOfLog } from '#contracts';
import { EventStore } from '#event-store';
import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

@ApiTags('system')
@Controller('/health')
export class HealthController {
  constructor(private readonly eventStore: EventStore) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live(): unknown {
    return { status: 'ok', parts: {} };
  }

  @Get('ready')
  @HttpCode(200)
  @ApiOperation({ summary: 'The parts that are needed answer' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      await this.eventStore.follow(startOfLog, 1);
      return { status: 'ok', parts: { log: { status: 'ok' } } };
    } catch {
      reply.status(503);
      return { status: 'unavailable', parts: { log: { status: 'unavailable' } } };
    }
  }
}
