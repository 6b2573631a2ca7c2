/** Cache-Control of what is read from a view: how long it may be reused, and how long while it is made anew, or where nobody answers. */
export const freshFromView = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400';
