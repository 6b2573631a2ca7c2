import { allowedMethods } from './allowed-methods.js';
import { Problem } from './problem.js';

/** Why nothing is routed there: the address has other methods, or there is no such address. */
export function wrongMethod(method: string, url: string): Problem {
  const allow = allowedMethods(url).join(', ');
  if (allow === '') return new Problem('not-found', 'there is nothing at this address');
  return new Problem('method-not-allowed', `${method} is none of ${allow}`, {}, { allow });
}
