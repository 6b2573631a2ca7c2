import { allowedMethods } from './allowed-methods.js';
import { Problem } from './problem.js';

/** Why nothing is routed there: the address has other methods, or there is no such address. */
export function wrongMethod(method: string, url: string): Problem {
  const allowed = allowedMethods(url);
  // One that is allowed belongs to another process of the distributed profile.
  if (allowed.length === 0 || allowed.includes(method)) {
    return new Problem('not-found', 'there is nothing at this address');
  }
  const allow = allowed.join(', ');
  return new Problem('method-not-allowed', `${method} is none of ${allow}`, {}, { allow });
}
