import { z } from 'zod';
import { invalidTexts, invalidValues, sampleOf } from './invalid-values.js';
import type { Operation, Parameter, SchemaNode } from './openapi-document.js';

export interface ApiRequest {
  method: string;
  /** Of the path's parameters, by name. */
  path: Record<string, string>;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  /** Undefined: none is sent. */
  body: unknown;
}

/** A request with one fault, and where its answer has to name it. */
export interface InvalidRequest {
  fault: string;
  in: 'path' | 'query' | 'header' | 'body';
  at: string;
  request: ApiRequest;
}

/** A request that is well-formed, by the document's examples. */
export function wellFormed({ method, parameters, body }: Operation): ApiRequest {
  const samples = (place: Parameter['in']) =>
    Object.fromEntries(
      parameters
        .filter((each) => each.in === place && (place === 'path' || each.required === true))
        .map(({ name, schema }) => [name, String(sampleOf(schema))]),
    );
  return {
    method,
    path: samples('path'),
    query: samples('query'),
    headers: samples('header'),
    body: body?.example,
  };
}

/** Every request that differs from a well-formed one by one fault of one field. */
export function invalidRequests(operation: Operation): InvalidRequest[] {
  const request = wellFormed(operation);
  const { parameters, body, responses } = operation;
  const inQuery = { fault: 'is unknown', in: 'query', at: 'hat' } as const;
  return [
    ...(responses.has(400)
      ? [{ ...inQuery, request: { ...request, query: { ...request.query, hat: '1' } } }]
      : []),
    ...parameters.flatMap((parameter) => invalidParameter(parameter, request)),
    ...(body === undefined
      ? []
      : bodyFaults(body.schema, body.example, []).map(({ fault, path, changed }) => ({
          fault,
          in: 'body' as const,
          at: path.map((step) => `/${step}`).join(''),
          request: { ...request, body: changed },
        }))),
  ];
}

function invalidParameter(
  { in: place, name, required, schema }: Parameter,
  request: ApiRequest,
): InvalidRequest[] {
  const key = place === 'header' ? 'headers' : place;
  const { [name]: given, ...others } = request[key];
  const withValue = (fault: string, values: typeof request.query) => {
    return { fault, in: place, at: name, request: { ...request, [key]: values } };
  };
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const numbers = () => invalidValues(schema).filter((value) => typeof value === 'number');
  const texts = isNumber ? ['x', ...numbers().map(String)] : invalidTexts(schema);
  const sendable = place === 'query' ? texts : texts.filter((text) => /^[\x21-\x7e]+$/.test(text));
  return [
    ...(required === true && place !== 'path' ? [withValue('is missing', others)] : []),
    ...sendable.map((text) => withValue(`is ${text.slice(0, 20)}`, { ...others, [name]: text })),
    ...(place === 'query'
      ? [withValue('comes twice', { ...others, [name]: [given ?? 'x', 'y'].flat() })]
      : []),
  ];
}

interface BodyFault {
  fault: string;
  path: (string | number)[];
  changed: unknown;
}

const object = z.record(z.string(), z.unknown());

/** The faults of a value, each as the value that has it. */
function bodyFaults(schema: SchemaNode, value: unknown, path: BodyFault['path']): BodyFault[] {
  const invalid = invalidValues(schema).map((changed) => {
    return { fault: `is ${JSON.stringify(changed).slice(0, 20)}`, path, changed };
  });
  if (schema.type === 'array' && schema.items !== undefined) {
    const [first = sampleOf(schema.items), ...rest] = z.array(z.unknown()).parse(value);
    const ofFirst = bodyFaults(schema.items, first, [...path, 0]);
    return [...invalid, ...ofFirst.map((each) => ({ ...each, changed: [each.changed, ...rest] }))];
  }
  if (schema.type !== 'object') return invalid;
  const given = object.parse(value);
  const unknown = { fault: 'is unknown', path: [...path, 'hat'], changed: { ...given, hat: 1 } };
  const ofProperties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const { [name]: present = sampleOf(property), ...others } = given;
    const at = [...path, name];
    const faults = bodyFaults(property, present, at).map((each) => {
      return { ...each, changed: { ...given, [name]: each.changed } };
    });
    const isRequired = schema.required?.includes(name) === true;
    return isRequired ? [...faults, { fault: 'is missing', path: at, changed: others }] : faults;
  });
  return [...invalid, unknown, ...ofProperties];
}
