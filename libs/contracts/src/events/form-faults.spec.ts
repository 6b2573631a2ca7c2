import { z } from 'zod';
import { type EventForms, everyForm } from './event-forms.js';
import { type EventSchema, formName, newestVersions } from './event-schema.js';

/** What an event's data may be, as JSON Schema without its notes. */
export function formOf({ shape: { data } }: EventSchema): string {
  return JSON.stringify(z.toJSONSchema(data), withoutNotes);
}

function withoutNotes(key: string, value: unknown) {
  return ['$schema', 'description', 'example'].includes(key) ? undefined : value;
}

export interface Kept {
  /** By their names: every form that was ever written, as it is committed. */
  committed: ReadonlyMap<string, string>;
  /** The events that are kept in each form, by its name. */
  golden: ReadonlySet<string>;
}

/** Why events of some form could not be read for good, a line each. */
export function formFaults(forms: EventForms, { committed, golden }: Kept): string[] {
  const names = new Set(everyForm(forms).map(formName));
  return [
    ...everyForm(forms).flatMap((schema) => faultsOf(schema, committed.get(formName(schema)))),
    ...[...names].filter((name) => !golden.has(name)).map((name) => `${name} has no golden file`),
    ...missingSteps(forms),
    ...forms.upcasters.flatMap(({ from, to }) =>
      to
        .map(formName)
        .filter((name) => !names.has(name))
        .map((name) => `${formName(from)} leads to ${name}, which is no form`),
    ),
  ];
}

function faultsOf(schema: EventSchema, committed: string | undefined): string[] {
  if (committed === undefined) return [`${formName(schema)} is not in event-forms.txt`];
  return committed === formOf(schema) ? [] : [`${formName(schema)} has changed in place`];
}

/** Every version but the newest leads to the next one of its type. */
function missingSteps({ newest, upcasters }: EventForms): string[] {
  const steps = new Map(upcasters.map(({ from, to }) => [formName(from), to.map(formName)]));
  return [...newestVersions(newest)].flatMap(([type, version]) =>
    Array.from({ length: version - 1 }, (_, index) => [index + 1, index + 2])
      .filter(([from, to]) => !steps.get(`${type} ${from}`)?.includes(`${type} ${to}`))
      .map(([from, to]) => `${type} ${from} has no upcaster to ${to}`),
  );
}
