import { randomUUID } from 'node:crypto';
import { maxHeaderSize } from 'node:http';
import { openApiDocument } from '#contracts';
import { EventStore } from '#event-store';
import {
  AcceptGuard,
  answerClientError,
  answerProblem,
  CredentialGuard,
  invalid,
  Metrics,
  ProblemFilter,
  wrongMethod,
} from '#platform';
import { Checkpoints, EmbeddedStream } from '#streaming';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { pino } from 'pino';
import { z } from 'zod';
import type { Configuration } from './configuration.js';
import { ContrailModule } from './contrail.module.js';
import { NestLogger } from './nest-logger.js';

const bodyLimit = 64 * 1024;

/** OpenAPI 3.1; the types of @nestjs/swagger are those of 3.0. */
const shownDocument = z.custom<OpenAPIObject>((document) => document instanceof Object);

/** @param url of the database as the application's role */
export async function createApplication(
  url: string,
  configuration: Configuration,
): Promise<NestFastifyApplication> {
  const logger = pino({ level: configuration.logLevel }, pino.destination(2));
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'correlationId',
    }),
    genReqId: () => randomUUID(),
    bodyLimit,
    forceCloseConnections: 'idle',
    // A request that comes on an open connection while the others are answered is answered too.
    return503OnClosing: false,
    // As long as a header may be: a parameter that is too long is refused by its name.
    routerOptions: { maxParamLength: maxHeaderSize },
    clientErrorHandler: answerClientError,
    // Before a route is found: a malformed URL.
    frameworkErrors: ({ message }: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(invalid({ in: 'path', path: '', message }), request, reply),
  });
  const application = await NestFactory.create<NestFastifyApplication>(
    await ContrailModule.on(url, configuration),
    adapter,
    // Fastify's own parser of JSON is the only one: Nest would add forms.
    { logger: new NestLogger(logger), bodyParser: false },
  );
  adapter.getInstance().removeContentTypeParser('text/plain');
  application.useGlobalFilters(new ProblemFilter());
  application.useGlobalGuards(application.get(AcceptGuard), application.get(CredentialGuard));
  adapter.getInstance().addHook('onRequest', ({ is404, method, url }, _reply, done) => {
    done(is404 ? wrongMethod(method, url) : undefined);
  });
  logRequests(adapter);
  application.get(Metrics).observe(adapter.getInstance());
  const eventStore = application.get(EventStore);
  application.connectMicroservice<MicroserviceOptions>({
    strategy: new EmbeddedStream({
      consumer: 'projector',
      follow: (after, limit) => eventStore.follow(after, limit),
      checkpoints: application.get(Checkpoints),
    }),
  });
  SwaggerModule.setup('docs', application, shownDocument.parse(openApiDocument()), {
    jsonDocumentUrl: 'openapi.json',
  });
  return application;
}

/** One line a request, without its body, its credentials or its query: reads only for debugging. */
function logRequests(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onSend', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
  });
  adapter.getInstance().addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    const read = request.method === 'GET' || request.method === 'HEAD';
    request.log[read && reply.statusCode < 500 ? 'debug' : 'info'](line, 'answered');
  });
}
