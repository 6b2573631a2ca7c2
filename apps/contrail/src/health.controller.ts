import { consumers, getLive, getReady, type HealthAnswer } from '#contracts';
import { EventStore } from '#event-store';
import { Route } from '#platform';
import { Checkpoints } from '#streaming';
import { Controller, Logger, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** The embedded profile's parts: the log, and those that follow it. */
@Controller()
export class HealthController {
  private readonly logger = new Logger(HealthController.name);

  constructor(
    private readonly eventStore: EventStore,
    private readonly checkpoints: Checkpoints,
  ) {}

  @Route(getLive)
  live(): HealthAnswer {
    return { status: 'ok', parts: {} };
  }

  @Route(getReady)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthAnswer> {
    try {
      const parts: HealthAnswer['parts'] = { log: { status: 'ok' } };
      for (const { description: name = '' } of Object.values(consumers)) {
        const lag = await this.eventStore.distance(await this.checkpoints.read(name));
        parts[name] = { status: 'ok', lag };
      }
      return { status: 'ok', parts };
    } catch (error) {
      this.logger.warn(`the log does not answer: ${String(error)}`);
      reply.status(503);
      return { status: 'unavailable', parts: { log: { status: 'unavailable' } } };
    }
  }
}
