import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Endpoint } from './endpoints/endpoint.js';
import { endpoints } from './endpoints/index.js';
import { answerResponse, problemResponse, problemResponses } from './openapi-responses.js';
import { problemsAheadOfEndpoints } from './problems.js';

/** The API as an OpenAPI 3.1 document, made from the endpoints' contracts. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const method = endpoint.method === 'GET' ? 'get' : endpoint.method === 'PUT' ? 'put' : 'post';
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operation(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Contrail',
      version: '1',
      description: [
        'Flights are booked on events: reads may be stale, a booking may not be wrong.',
        'Any address may also answer the responses of the components: they come before an endpoint.',
      ].join(' '),
    },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      responses: Object.fromEntries(
        problemsAheadOfEndpoints.map((name) => [name, problemResponse([name])]),
      ),
    },
  });
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { tag, summary, credential, params, query, headers, body, example, answers } = endpoint;
  return {
    tags: [tag],
    summary,
    ...(credential === undefined ? {} : { security: [{ bearer: [] }] }),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(headers && { header: headers }),
    },
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: { 'application/json': { schema: body, example } },
      },
    }),
    responses: {
      ...problemResponses(endpoint),
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, answerResponse(answer)]),
      ),
    },
  };
}
