import { type AnswerOf, postErasure, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../../tell-write.js';
import { EraseBookingCommand } from './erase-booking.command.js';

@Controller()
export class EraseBookingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
  ) {}

  @Route(postErasure)
  async erase(
    @Parsed(postErasure) { params }: RequestOf<typeof postErasure>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postErasure, 204>> {
    const requested = this.credentials.commandOf(postErasure, request);
    const command = new EraseBookingCommand(params.recordLocator, requested);
    tellWrite(await this.commands.execute(command), reply);
    return undefined;
  }
}
