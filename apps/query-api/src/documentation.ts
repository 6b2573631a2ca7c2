import { asyncApiDocument, openApiDocument } from '#contracts';
import { Injectable, Module } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** OpenAPI 3.1; the types of @nestjs/swagger are those of 3.0. */
const shownDocument = z.custom<OpenAPIObject>((document) => document instanceof Object);

/** What the names of the topics begin with. */
export class DescribedTopics {
  constructor(readonly prefix: string) {}
}

@Module({})
class DocumentationModule {}

/**
 * The document of the topics; and the API's, with its page, to which the root leads: an application of their own, opened when one of them is first asked for.
 * @nestjs/swagger brings a fifth of the modules that a start would load.
 */
@Injectable()
export class Documentation {
  private opening: Promise<NestFastifyApplication> | undefined;

  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>, { prefix }: DescribedTopics) {
    const server = httpAdapter.getInstance();
    server.get('/', (_, reply) => reply.redirect('/docs'));
    for (const url of ['/openapi.json', '/docs', '/docs/*']) {
      server.get(url, (request, reply) => this.answer(request, reply));
    }
    let topics: object | undefined;
    server.get('/asyncapi.json', () => (topics ??= asyncApiDocument(prefix)));
    server.addHook('onClose', async () => (await this.opening)?.close());
  }

  private async answer({ url, headers }: FastifyRequest, reply: FastifyReply) {
    this.opening ??= openDocumentation().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    const page = await (await this.opening).inject({ method: 'GET', url, headers });
    if (page.statusCode === 404) {
      reply.callNotFound();
      return reply;
    }
    // Of the connection to the client, which is not theirs.
    delete page.headers.connection;
    return reply.code(page.statusCode).headers(page.headers).send(page.rawPayload);
  }
}

async function openDocumentation(): Promise<NestFastifyApplication> {
  const { SwaggerModule } = await import('@nestjs/swagger');
  const documentation = await NestFactory.create<NestFastifyApplication>(
    DocumentationModule,
    new FastifyAdapter(),
  );
  SwaggerModule.setup('docs', documentation, shownDocument.parse(openApiDocument()), {
    jsonDocumentUrl: 'openapi.json',
  });
  return documentation.init();
}
