/** What a decider answers: the events to append (none: nothing to change) or the reason not to. */
export type Decision<E, R> = Accepted<E> | Refused<R>;

export interface Accepted<E> {
  accepted: true;
  events: E[];
}

export interface Refused<R> {
  accepted: false;
  refusal: R;
}

export function accept<E>(...events: E[]): Accepted<E> {
  return { accepted: true, events };
}

export function refuse<R>(refusal: R): Refused<R> {
  return { accepted: false, refusal };
}
