import { Representation } from '#platform';
import type { Shown, ViewRow } from '#views/folds';

/** Makes the bytes that show a row; undefined for one that has nothing to show. */
export type Represent<State> = (row: ViewRow<State>) => Representation | undefined;

/** @param render tells what is shown: the row's generation and version are its ETag */
export function represented<State>(render: (row: Shown<State>) => unknown): Represent<State> {
  return (row) => {
    const { generation, version, state } = row;
    if (state === null) return undefined;
    return new Representation(
      `${generation}-${version}`,
      JSON.stringify(render({ ...row, state })),
    );
  };
}
