import { randomUUID } from 'node:crypto';
import { maxHeaderSize } from 'node:http';
import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import {
  AcceptGuard,
  Airports,
  answerClientError,
  answerProblem,
  CredentialGuard,
  invalid,
  Metrics,
  Problem,
  ProblemFilter,
  refuseUnmet,
  wrongMethod,
} from '#platform';
import { Checkpoints, EmbeddedStream, ParkedMessages } from '#streaming';
import { dataFolder, readAirports } from '#tools/import';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { pino } from 'pino';
import type { Configuration } from './configuration.js';
import { ContrailModule } from './contrail.module.js';
import { serveDocumentation } from './documentation.js';
import { NestLogger } from './nest-logger.js';

const bodyLimit = 64 * 1024;
/** How long a request may take to come in. */
const receivedWithinMs = 10_000;

/** @param url of the database as the application's role */
export async function createApplication(
  url: string,
  configuration: Configuration,
): Promise<NestFastifyApplication> {
  const airports = new Airports(await readAirports(dataFolder()));
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
    requestTimeout: receivedWithinMs,
    http: { requireHostHeader: false },
    // What was sent before a stop is answered: see LastRequests.
    return503OnClosing: false,
    // As long as a header may be: a parameter that is too long is refused by its name.
    routerOptions: { maxParamLength: maxHeaderSize },
    clientErrorHandler: answerClientError,
    // Before a route is found: a malformed URL.
    frameworkErrors: ({ message }: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(invalid({ in: 'path', path: '', message }), request, reply),
  });
  const application = await NestFactory.create<NestFastifyApplication>(
    ContrailModule.on(url, configuration, airports),
    adapter,
    // Fastify's own parser of JSON is the only one: Nest would add forms.
    { logger: new NestLogger(logger), bodyParser: false },
  );
  application.useGlobalFilters(new ProblemFilter());
  application.useGlobalGuards(application.get(AcceptGuard), application.get(CredentialGuard));
  const server = adapter.getInstance();
  refuseUnmet(server);
  server.addHook('onRequest', ({ is404, method, url }, _reply, done) => {
    done(is404 ? wrongMethod(method, url) : undefined);
  });
  takeJsonOnly(server);
  logRequests(server);
  application.get(Metrics).observe(server);
  const eventStore = application.get(EventStore);
  const log = await eventStore.logId();
  for (const consumer of Object.values(consumers)) {
    application.connectMicroservice<MicroserviceOptions>({
      strategy: new EmbeddedStream({
        consumer,
        log,
        follow: (after, limit) => eventStore.follow(after, limit),
        distance: (after) => eventStore.distance(after),
        checkpoints: application.get(Checkpoints),
        parked: application.get(ParkedMessages),
      }),
    });
  }
  serveDocumentation(server);
  return application;
}

/** Bodies are JSON in UTF-8, as they are: not forms, not text, not compressed. */
function takeJsonOnly(server: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    if (encoding !== 'identity') {
      done(new Problem('unsupported-media-type', `a body that is ${encoding} is not taken`));
      return;
    }
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    try {
      void parseJson(request, decoder.decode(Buffer.from(body)), done);
    } catch {
      done(invalid({ in: 'body', path: '', message: 'is not UTF-8' }));
    }
  });
}

/** One line a request, without its body, its credentials or its query: reads only for debugging. */
function logRequests(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => {
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
