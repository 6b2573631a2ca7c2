/** Closes a switch: a case that is forgotten is a compile error, one from outside an exception. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${String(value)}`);
}
