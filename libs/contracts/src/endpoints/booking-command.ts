import { z } from 'zod';
import { recordLocator } from '../terms.js';
import { commandHeaders } from './headers.js';

/** What the commands to a booking that was placed have in common. */
export const bookingCommand = {
  method: 'POST',
  tag: 'bookings',
  credential: 'booking',
  params: z.strictObject({ recordLocator }),
  headers: commandHeaders,
} as const;
