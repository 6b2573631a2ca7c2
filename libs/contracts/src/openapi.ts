import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type Answer, type Endpoint, problemsOf } from './endpoints/endpoint.js';
import { endpoints } from './endpoints/index.js';
import { type ProblemName, problemAnswer, problems } from './problems.js';

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
      description: 'Flights are booked on events: reads may be stale, a booking may not be wrong.',
    },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
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
        Object.entries(answers).map(([status, answer]) => [status, response(answer)]),
      ),
    },
  };
}

function response({
  description,
  schema,
  contentType = 'application/json',
  example,
  headers = {},
}: Answer): ZodOpenApiResponseObject {
  const told = Object.entries(headers).map(([name, text]): [string, z.ZodType] => [
    name,
    z
      .string()
      .optional()
      .meta({ header: { description: text } }),
  ]);
  return {
    description,
    headers: z.object(Object.fromEntries(told)),
    ...(schema && { content: { [contentType]: { schema, example } } }),
  };
}

/** The problems of one status share a response; its examples tell them apart. */
function problemResponses(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of problemsOf(endpoint)) {
    const { status } = problems[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  const responses = [...byStatus].map(([status, names]): [string, ZodOpenApiResponseObject] => [
    `${status}`,
    {
      description: names.map((name) => `\`${name}\`: ${problems[name].title}`).join('; '),
      content: {
        'application/problem+json': {
          schema: problemAnswer,
          examples: Object.fromEntries(names.map((name) => [name, { value: exampleOf(name) }])),
        },
      },
    },
  ]);
  return Object.fromEntries(responses);
}

function exampleOf(name: ProblemName): z.infer<typeof problemAnswer> {
  const { status, title } = problems[name];
  const instance = 'urn:uuid:8a3ab3a4-3a2c-4a0e-9f0e-8f6f4c1d2b11';
  return { type: `/problems/${name}`, title, status, detail: title, instance };
}
