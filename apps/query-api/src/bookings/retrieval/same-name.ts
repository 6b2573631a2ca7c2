const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** Whether two names are equal but for case and accents: Müller, MULLER; Strauß, Strauss; Yıldız, YILDIZ. */
export function isSameName(a: string, b: string): boolean {
  return collator.compare(plain(a), plain(b)) === 0;
}

/** The collator takes ı, й and ё for letters of their own. */
function plain(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase();
}
