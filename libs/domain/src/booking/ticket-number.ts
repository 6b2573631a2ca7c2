import { recordLocatorAlphabet } from './record-locator.js';

const passengers = 9;
const firstAccountingCode = 996;

/**
 * 13 digits: an accounting code and ten digits, as on every ticket. The ten count the record locator
 * (32^6 of them) and the passenger (9), which leaves no room for the segment: the codes 996 to 999,
 * one for each segment, tell that. So a number is told by the booking alone, and never given twice.
 *
 * @param segment index from 0, up to 3
 * @param passenger index from 0, up to 8
 */
export function ticketNumber(recordLocator: string, segment: number, passenger: number): string {
  const { length } = recordLocatorAlphabet;
  const locator = [...recordLocator].reduce(
    (value, letter) => value * length + recordLocatorAlphabet.indexOf(letter),
    0,
  );
  const serial = String(locator * passengers + passenger).padStart(10, '0');
  return `${firstAccountingCode + segment}${serial}`;
}
