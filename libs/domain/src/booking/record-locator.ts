/** Letters and digits that are not mistaken for one another when read aloud or from paper. */
export const recordLocatorAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export const recordLocatorLength = 6;

export const recordLocatorPattern = /^[A-HJ-NP-Z2-9]{6}$/;

/**
 * Takes five bits of each of the first six bytes: the alphabet has 32 letters, so every locator is
 * as likely as every other. Throws a RangeError when there are fewer bytes.
 */
export function recordLocatorFrom(bytes: Uint8Array): string {
  if (bytes.length < recordLocatorLength) {
    throw new RangeError(`a record locator takes ${recordLocatorLength} random bytes`);
  }
  return Array.from(bytes.subarray(0, recordLocatorLength), (byte) =>
    recordLocatorAlphabet.charAt(byte % recordLocatorAlphabet.length),
  ).join('');
}
