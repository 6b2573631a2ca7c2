import { describe, expect, it } from 'vitest';
import { committedNewest, goldenEvents } from '../../../../test/evolution/golden.js';
import {
  bookingEventForms,
  everyForm,
  flightEventForms,
  refusalEventForms,
} from './event-forms.js';
import { readBookingEvents, readFlightEvents, readRefusalEvents } from './read-event.js';
import { withSchemaVersion } from './written-event.js';

const readers = [
  { forms: flightEventForms, read: readFlightEvents },
  { forms: bookingEventForms, read: readBookingEvents },
  { forms: refusalEventForms, read: readRefusalEvents },
];

function readerOf(type: string) {
  const found = readers.find(({ forms }) =>
    everyForm(forms).some(({ shape }) => shape.type.value === type),
  );
  return found?.read ?? expect.unreachable(`${type} has no form`);
}

describe.each([...goldenEvents])('the golden file %s', (file, written) => {
  const read = readerOf(written.type);
  const logged = structuredClone({ ...written, streamId: 'golden', version: 1 });
  const newest = read(logged);

  it('is named by the type and version that it has', () => {
    expect(file).toBe(`${written.type}.${written.schemaVersion}.json`);
  });

  it('tells what is committed as its newest form, and could be written in it', () => {
    const told = newest.map(withSchemaVersion);
    expect(told).toEqual(committedNewest(file));
  });

  it('is read the same each time, and is not changed by it', () => {
    expect(read(logged)).toEqual(newest);
    expect(logged).toMatchObject(written);
  });
});

it('a golden event has a newest form of its own where it is of an older version', () => {
  const older = readers.flatMap(({ forms }) =>
    forms.upcasters.map(
      ({ from: { shape } }) => `${shape.type.value}.${shape.schemaVersion.value}.json`,
    ),
  );
  const committed = [...goldenEvents].filter(([file, event]) => {
    const [first] = committedNewest(file);
    return first !== event;
  });
  expect(committed.map(([file]) => file).sort()).toEqual(older.sort());
});
