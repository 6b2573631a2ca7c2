import type { StreamEvent } from '#contracts';

/** How a view's rows follow from the log: a row is folded from exactly one stream. */
export interface View<State, Name extends string = ViewName> {
  name: Name;
  /** The kind of streams that it folds, as their ids begin. */
  streams: 'flight-' | 'booking-' | 'refusals-';
  /** The row after the event; null while the stream has given it nothing to show. */
  evolve(state: State | null, event: StreamEvent): State | null;
}

export type ViewName = 'availability' | 'booking' | 'journey' | 'lost_sales';

/** A row as it is kept: the state after `version` events of its stream. */
export interface ViewRow<State> {
  streamId: string;
  /** When the view's building began, in milliseconds of the database's clock. */
  generation: number;
  version: number;
  /** When the newest event folded was recorded: RFC 3339 UTC with milliseconds. */
  asOf: string;
  state: State | null;
}
