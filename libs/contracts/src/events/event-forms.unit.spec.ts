import { expect, it } from 'vitest';
import { z } from 'zod';
import { bookingEventSchema } from './booking-events.js';
import { flightEventSchema } from './flight-events.js';

const forms = [...flightEventSchema.options, ...bookingEventSchema.options].map(
  ({ shape: { type, schemaVersion, data } }) =>
    `${type.value} ${schemaVersion.value} ${JSON.stringify(z.toJSONSchema(data), withoutNotes)}\n`,
);

function withoutNotes(key: string, value: unknown) {
  return ['$schema', 'description', 'example'].includes(key) ? undefined : value;
}

it('events take another form under another version only: those in a log are not parsed again', async () => {
  await expect(forms.join('')).toMatchFileSnapshot('event-forms.txt');
});
