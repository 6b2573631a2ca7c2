import type { SchemaNode } from './openapi-document.js';

/** A value that a schema takes: its example where it has one. */
export function sampleOf(schema: SchemaNode): unknown {
  const { type, properties = {}, required = [], items } = schema;
  const [first] = [
    schema.const,
    ...(schema.enum ?? []),
    schema.example,
    ...(schema.examples ?? []),
  ].filter((value) => value !== undefined);
  if (first !== undefined) return first;
  switch (type) {
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 0);
    case 'string':
      return 'x'.repeat(Math.max(schema.minLength ?? 1, 1));
    case 'array':
      return items === undefined ? [] : [sampleOf(items)];
    case 'object':
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => required.includes(name))
          .map(([name, property]) => [name, sampleOf(property)]),
      );
    default:
      throw new Error(`no sample for ${JSON.stringify(schema)}`);
  }
}

/** Values of other types, or out of range, that a schema refuses as a whole. */
export function invalidValues(schema: SchemaNode): unknown[] {
  switch (schema.type) {
    case 'string':
      return [null, 1, true, [], {}, ...invalidTexts(schema)];
    case 'integer':
    case 'number': {
      const { minimum, maximum } = schema;
      return [
        ...[null, 'x', true, [], {}],
        ...(schema.type === 'integer' ? [1.5] : []),
        ...(minimum === undefined ? [] : [minimum - 1]),
        ...(maximum === undefined ? [] : [maximum + 1]),
      ];
    }
    case 'boolean':
      return [null, 'x', 1, [], {}];
    case 'array': {
      const { minItems = 0, maxItems, items } = schema;
      const one = items === undefined ? null : sampleOf(items);
      return [
        ...[null, 'x', 1, {}],
        ...(minItems > 0 ? [Array(minItems - 1).fill(one)] : []),
        ...(maxItems === undefined ? [] : [Array(maxItems + 1).fill(one)]),
      ];
    }
    case 'object':
      return [null, 'x', 1, []];
    default:
      throw new Error(`no rule for ${JSON.stringify(schema)}`);
  }
}

/** Texts that a schema refuses: those of its form that are too short or too long, and rubbish. */
export function invalidTexts(schema: SchemaNode): string[] {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  const tooLong = maxLength === Infinity ? [] : ['x'.repeat(maxLength + 1)];
  const texts = ['', '!', 'rubbish rubbish', 'a\u0000b', 'x'.repeat(300), ...tooLong];
  const isTaken = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (schema.const === undefined || schema.const === text) &&
    (schema.enum === undefined || schema.enum.includes(text)) &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return texts.filter((text) => !isTaken(text));
}
