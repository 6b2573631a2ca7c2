import { maxHeaderSize } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { NestLogger } from '../log/nest-logger.js';
import { partLogger } from '../log/part-logger.js';
import { Metrics } from '../metrics/metrics.js';
import type { LogFile, LogLevel } from '../process/index.js';
import { SystemModule } from '../system.module.js';
import { AcceptGuard } from './accept.guard.js';
import { answerClientError } from './client-error.js';
import { newCorrelationId } from './correlation-id.js';
import { CredentialGuard } from './credential.guard.js';
import { takeJsonOnly } from './json-bodies.js';
import { logRequests } from './log-requests.js';
import { invalid } from './problem.js';
import { answerProblem, ProblemFilter } from './problem-filter.js';
import { refuseUnmet } from './unmet-request.js';
import { wrongMethod } from './wrong-method.js';

const bodyLimit = 64 * 1024;
/** How long a request may take to come in. */
const receivedWithinMs = 10_000;

export interface HttpOptions {
  /** Stands in each line of the log. */
  part: string;
  logLevel: LogLevel;
  /** Has the lines of the log beside standard error. */
  logFile?: LogFile;
  /** Whose X-Forwarded-For tells the client's address; nobody's by default. */
  trustedProxies?: string[] | undefined;
}

/**
 * A process of ours: what the module answers, and health and metrics beside; each error is a problem, each request
 * is counted and logged, and those under way are answered before it closes.
 */
export async function createHttpApplication(
  module: DynamicModule,
  { part, logLevel, logFile, trustedProxies }: HttpOptions,
): Promise<NestFastifyApplication> {
  const logger = partLogger(part, logLevel, logFile);
  const adapter = newAdapter(logger, trustedProxies);
  const application = await NestFactory.create<NestFastifyApplication>(
    { module: SystemModule, imports: [module] },
    adapter,
    // Fastify's own parser of JSON is the only one: Nest would add forms. Whoever starts it tells why it failed.
    { logger: new NestLogger(logger), bodyParser: false, abortOnError: false },
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
  return application;
}

function newAdapter(loggerInstance: Logger, trustedProxies: string[] | undefined): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'correlationId',
    }),
    genReqId: newCorrelationId,
    bodyLimit,
    trustProxy: trustedProxies ?? false,
    forceCloseConnections: 'idle',
    requestTimeout: receivedWithinMs,
    http: { requireHostHeader: false },
    // What was sent before a stop is answered: see LastRequests.
    return503OnClosing: false,
    // As long as a header may be: a parameter that is too long is refused by its name.
    routerOptions: { maxParamLength: maxHeaderSize },
    clientErrorHandler: answerClientError,
    // Before a route is found: a malformed URL.
    frameworkErrors: (_: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(invalid({ in: 'path', path: '', message: 'is malformed' }), request, reply),
  });
}
