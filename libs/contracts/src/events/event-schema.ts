import { z } from 'zod';

/** An event type in the form of one version. */
export function eventSchema<const Type extends string, Data extends z.ZodType>(
  type: Type,
  schemaVersion: number,
  data: Data,
) {
  return z.object({ type: z.literal(type), schemaVersion: z.literal(schemaVersion), data });
}

export type EventSchema = ReturnType<typeof eventSchema<string, z.ZodType>>;

/** A schema's type and version: `FlightDelayed 2`. */
export function formName({ shape: { type, schemaVersion } }: EventSchema): string {
  return `${type.value} ${schemaVersion.value}`;
}

/** Event types, each in one version. */
export interface EventSchemas {
  options: readonly EventSchema[];
}

/** The schemas by their event type. */
export function schemasByType({ options }: EventSchemas): Map<string, EventSchema> {
  return new Map(options.map((schema) => [schema.shape.type.value, schema]));
}

/** The version of each event type. */
export function newestVersions({ options }: EventSchemas): Map<string, number> {
  return new Map(options.map(({ shape }) => [shape.type.value, shape.schemaVersion.value]));
}

/** Personal data under its booking's key: opaque to all but rendering. */
export const sealed = z.strictObject({ sealed: z.string() });
