import type { z } from 'zod';
import type { EventSchema } from './event-schema.js';

/** What an event tells, in some version of its type. */
export interface VersionedEvent {
  type: string;
  schemaVersion: number;
  data: unknown;
}

/** One step from an older version of an event to the next: to two events where its type was split. */
export interface Upcaster {
  from: EventSchema;
  to: readonly EventSchema[];
  /** Pure. @param data in the form of `from` */
  upcast(data: unknown): VersionedEvent[];
}

type DataOf<Schema extends EventSchema> = z.output<Schema>['data'];
type DataOfEach<Schemas extends readonly EventSchema[]> = {
  [Place in keyof Schemas]: DataOf<Schemas[Place]>;
};

/** @param upcast tells the older data in each of the forms of `to`, in their order */
export function upcaster<From extends EventSchema, const To extends readonly EventSchema[]>(
  from: From,
  to: To,
  upcast: (data: DataOf<From>) => DataOfEach<NoInfer<To>>,
): Upcaster {
  const next = to.map(({ shape: { type, schemaVersion } }) => {
    return { type: type.value, schemaVersion: schemaVersion.value };
  });
  return {
    from,
    to,
    upcast(data) {
      const told: readonly unknown[] = upcast(data);
      return next.map((form, place) => ({ ...form, data: told[place] }));
    },
  };
}
