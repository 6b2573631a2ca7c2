import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { goldenEvents } from '../../../../test/evolution/golden.js';
import {
  bookingEventForms,
  type EventForms,
  everyForm,
  flightEventForms,
  refusalEventForms,
} from './event-forms.js';
import { eventSchema, formName } from './event-schema.js';
import { formFaults, formOf, type Kept } from './form-faults.spec.js';
import { upcaster } from './upcaster.js';

const file = join(import.meta.dirname, 'event-forms.txt');
const committed = new Map(
  Array.from(
    readFileSync(file, 'utf8').matchAll(/^(\w+ \d+) (.*)$/gm),
    ([, name = '', form = '']) => [name, form],
  ),
);
const golden = new Set(
  Array.from(goldenEvents.values(), ({ type, schemaVersion }) => `${type} ${schemaVersion}`),
);

describe('the forms of events', () => {
  const all = [flightEventForms, bookingEventForms, refusalEventForms];

  it('can all be read for good', () => {
    expect(all.flatMap((forms) => formFaults(forms, { committed, golden }))).toEqual([]);
  });

  it('that were ever committed or kept are all still read', () => {
    const read = all.flatMap(everyForm).map(formName).sort();
    expect([...committed.keys()].sort()).toEqual(read);
    expect([...golden].sort()).toEqual(read);
  });

  it('are committed; an update adds new ones, and changes none', async () => {
    const added = all.flatMap(everyForm).filter((schema) => !committed.has(formName(schema)));
    const lines = [...committed, ...added.map((schema) => [formName(schema), formOf(schema)])];
    const text = lines.map(([name, form]) => `${name} ${form}\n`).join('');
    await expect(text).toMatchFileSnapshot('event-forms.txt');
  });
});

it('each upcaster is a file of its own, named after its step', () => {
  const steps = [flightEventForms, bookingEventForms, refusalEventForms].flatMap(({ upcasters }) =>
    upcasters.map(({ from: { shape } }) => {
      const kebab = shape.type.value.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
      const { value: version } = shape.schemaVersion;
      return `${kebab}-${version}-to-${version + 1}.ts`;
    }),
  );
  expect(readdirSync(join(import.meta.dirname, 'upcasters'))).toEqual(steps.sort());
});

describe('a form cannot be read for good', () => {
  const painted1 = eventSchema('FlightPainted', 1, z.strictObject({ colour: z.string() }));
  const painted2 = eventSchema(
    'FlightPainted',
    2,
    z.strictObject({ colours: z.array(z.string()) }),
  );
  const changed = eventSchema('FlightPainted', 1, z.strictObject({ colour: z.int() }));
  const step = upcaster(painted1, [painted2], ({ colour }) => [{ colours: [colour] }]);
  const kept: Kept = {
    committed: new Map([painted1, painted2].map((schema) => [formName(schema), formOf(schema)])),
    golden: new Set([painted1, painted2].map(formName)),
  };

  function formsOf(
    newest: typeof painted1 | typeof painted2,
    ...upcasters: EventForms['upcasters']
  ): EventForms {
    return { newest: z.discriminatedUnion('type', [newest]), upcasters };
  }

  it('but is, when it is kept and leads to the next', () => {
    expect(formFaults(formsOf(painted2, step), kept)).toEqual([]);
  });

  it('when it is changed in place', () => {
    expect(
      formFaults({ newest: z.discriminatedUnion('type', [changed]), upcasters: [] }, kept),
    ).toEqual(['FlightPainted 1 has changed in place']);
  });

  it('when an older form is changed in place', () => {
    const other = upcaster(changed, [painted2], ({ colour }) => [{ colours: [String(colour)] }]);
    expect(formFaults(formsOf(painted2, other), kept)).toEqual([
      'FlightPainted 1 has changed in place',
    ]);
  });

  it('when its version has no upcaster to the next', () => {
    expect(formFaults(formsOf(painted2), kept)).toEqual(['FlightPainted 1 has no upcaster to 2']);
  });

  it('when its upcaster leads nowhere', () => {
    const nowhere = upcaster(painted1, [eventSchema('FlightDyed', 1, z.strictObject({}))], () => [
      {},
    ]);
    expect(formFaults(formsOf(painted2, nowhere), kept)).toEqual([
      'FlightPainted 1 has no upcaster to 2',
      'FlightPainted 1 leads to FlightDyed 1, which is no form',
    ]);
  });

  it('when it is not committed', () => {
    expect(formFaults(formsOf(painted1), { ...kept, committed: new Map() })).toEqual([
      'FlightPainted 1 is not in event-forms.txt',
    ]);
  });

  it('when no event of it is kept', () => {
    const one = { ...kept, golden: new Set(['FlightPainted 2']) };
    expect(formFaults(formsOf(painted2, step), one)).toEqual([
      'FlightPainted 1 has no golden file',
    ]);
  });
});
