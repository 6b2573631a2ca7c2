/** What a write wrote: the version of each stream; of a fare, which `fareStreamId` names, its revision. */
export type WrittenVersions = Record<string, number>;

const entry = String.raw`(?:[\w-]{1,100}@[1-9]\d{0,8}|fare-[\w-]{1,95}@[1-9]\d{0,14})`;
const form = new RegExp(`^${entry}(?:,${entry}){0,15}$`);

export function consistencyToken(versions: WrittenVersions): string {
  const list = Object.entries(versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([streamId, version]) => `${streamId}@${version}`)
    .join(',');
  return Buffer.from(list).toString('base64url');
}

/** Undefined for a malformed token. */
export function parseConsistencyToken(token: string): WrittenVersions | undefined {
  if (!/^[\w-]+$/.test(token)) return undefined;
  const list = Buffer.from(token, 'base64url').toString();
  if (!form.test(list)) return undefined;
  const versions = list.split(',').map((entry): [string, number] => {
    const at = entry.lastIndexOf('@');
    return [entry.slice(0, at), Number(entry.slice(at + 1))];
  });
  return Object.fromEntries(versions);
}
