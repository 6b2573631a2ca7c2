import type { getBooking, RequestOf } from '#contracts';

/** How long a view's answer may be reused. */
export const freshFromView = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400';

/** What of a read decides what it is answered from. */
export type ReadHeaders = RequestOf<typeof getBooking>['headers'];
