import { z } from 'zod';

/** An event type in the form that is written today. */
export function eventSchema<const Type extends string, Data extends z.ZodType>(
  type: Type,
  schemaVersion: number,
  data: Data,
) {
  return z.object({ type: z.literal(type), schemaVersion: z.literal(schemaVersion), data });
}

type EventSchema = ReturnType<typeof eventSchema<string, z.ZodType>>;

/** Event types, each in one version. */
export interface EventSchemas {
  options: readonly EventSchema[];
}

/** The schemas by their event type. */
export function schemasByType({ options }: EventSchemas): Map<string, EventSchema> {
  return new Map(options.map((schema) => [schema.shape.type.value, schema]));
}

/** Personal data under its booking's key: opaque to all but rendering. */
export const sealed = z.strictObject({ sealed: z.string() });
