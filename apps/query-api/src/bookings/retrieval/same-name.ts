const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** Whether two names are equal but for case and accents: Müller, MULLER; Strauß, Strauss. */
export function isSameName(a: string, b: string): boolean {
  return collator.compare(a, b) === 0;
}
