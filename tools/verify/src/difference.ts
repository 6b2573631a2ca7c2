import type { ViewName } from '#views/folds';

/** Where the log is not as it must be, or a view not as the log. */
export interface Difference {
  kind:
    | 'version'
    | 'hash'
    | 'recorded-at'
    | 'order'
    | 'event-id'
    | 'compensation'
    | 'snapshot'
    | 'event-form'
    | 'ledger'
    | 'view-row'
    | 'parked-event'
    | 'checkpoint'
    | 'log-head';
  /** Of a difference in a view. */
  view?: ViewName;
  /** Of a difference in a stream, or in the row that follows from it. */
  streamId?: string;
  version?: number;
  expected: string;
  found: string;
}

/** A difference on one line. */
export function differenceLine(difference: Difference): string {
  const { kind, view, streamId, version, expected, found } = difference;
  const where = [
    ...(view === undefined ? [] : [`views.${view}`]),
    ...(streamId === undefined
      ? []
      : [version === undefined ? streamId : `${streamId}@${version}`]),
  ];
  return `${[kind, ...where].join(' ')}: expected ${expected}; found ${found}`;
}
