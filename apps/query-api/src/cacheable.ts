import type { getBooking, RequestOf } from '#contracts';

/** What of a read decides what it is answered from. */
export type ReadHeaders = RequestOf<typeof getBooking>['headers'];
