import { consistencyToken, fareStreamId, putFare, type RequestOf } from '#contracts';
import { Parsed, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { SetFareCommand } from './set-fare.command.js';

@Controller()
export class SetFareController {
  constructor(private readonly commands: CommandBus) {}

  @Route(putFare)
  async set(
    @Parsed(putFare) { params, body }: RequestOf<typeof putFare>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const revision = await this.commands.execute(
      new SetFareCommand(params.flightId, params.cabin, body),
    );
    reply
      .header('consistency-token', consistencyToken({ [fareStreamId(params)]: revision }))
      .header('cache-control', 'private, no-store');
  }
}
