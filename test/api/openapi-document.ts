import { z } from 'zod';

/** What the tests read of a JSON Schema. */
const schemaNode = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get items() {
    return schemaNode.optional();
  },
  get properties() {
    return z.record(z.string(), schemaNode).optional();
  },
});

export type SchemaNode = z.infer<typeof schemaNode>;

const parameter = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().optional(),
  schema: schemaNode,
});

export type Parameter = z.infer<typeof parameter>;

const body = z.object({ schema: schemaNode, example: z.unknown() });

const response = z.object({
  headers: z.record(z.string(), z.object({ required: z.boolean().default(false) })).default({}),
});

const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content: z.object({ 'application/json': body }) }).optional(),
  responses: z.record(z.string(), response),
});

const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), response),
  }),
});

/** The headers that an answer tells of: whether it always has them, by their names in lower case. */
export type ToldHeaders = ReadonlyMap<string, boolean>;

/** An endpoint as `/openapi.json` tells it, its schemas without references. */
export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: z.infer<typeof body> | undefined;
  /** What it may answer, by status. */
  responses: ReadonlyMap<number, ToldHeaders>;
}

export function operationsOf(json: unknown): Operation[] {
  const { paths, components } = document.parse(json);
  const resolved = ({ $ref, ...schema }: SchemaNode): SchemaNode => {
    const name = $ref?.replace('#/components/schemas/', '');
    if (name !== undefined) return resolved(schemaNode.parse(components.schemas[name]));
    const { items, properties } = schema;
    return {
      ...schema,
      ...(items && { items: resolved(items) }),
      ...(properties && { properties: mapped(properties, resolved) }),
    };
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => {
      const taken = requestBody?.content['application/json'];
      return {
        method: method.toUpperCase(),
        path,
        parameters: parameters.map((each) => ({ ...each, schema: resolved(each.schema) })),
        body: taken && { ...taken, schema: resolved(taken.schema) },
        responses: new Map(
          Object.entries(responses).map(([status, { headers }]) => [Number(status), told(headers)]),
        ),
      };
    }),
  );
}

/** What comes ahead of any endpoint, by the name of its problem. */
export function aheadOfEndpoints(json: unknown): ReadonlyMap<string, ToldHeaders> {
  const { responses } = document.parse(json).components;
  return new Map(Object.entries(responses).map(([name, { headers }]) => [name, told(headers)]));
}

function told(headers: z.infer<typeof response>['headers']): ToldHeaders {
  return new Map(
    Object.entries(headers).map(([name, { required }]) => [name.toLowerCase(), required]),
  );
}

function mapped<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
