import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** What the start is compared with: an application of one route, as Nest's own template has it. */
@Controller()
class HealthController {
  @Get('health/ready')
  ready() {
    return { status: 'ok' };
  }
}

@Module({ controllers: [HealthController] })
class BareModule {}

const application = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
application.enableShutdownHooks();
await application.listen(Number(process.argv[2]), '127.0.0.1');
