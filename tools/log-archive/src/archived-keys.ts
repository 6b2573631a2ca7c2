import { z } from 'zod';

const headSchema = z.strictObject({
  /** Of CONTRAIL_SECRET, hex: under another one the keys open nothing. */
  fingerprint: z.string(),
});

const keySchema = z.strictObject({
  subject: z.string(),
  /** Hex, under the master key; null: it was erased. */
  wrapped: z.string().nullable(),
});

export type ArchivedKey = z.infer<typeof keySchema>;

/** The first line of a file of keys. */
export function lineOfKeys({ fingerprint }: z.infer<typeof headSchema>): string {
  return JSON.stringify({ fingerprint });
}

export function fingerprintIn(line: string): string {
  return headSchema.parse(JSON.parse(line)).fingerprint;
}

export function lineOfKey({ subject, wrapped }: ArchivedKey): string {
  return JSON.stringify({ subject, wrapped });
}

export function keyIn(line: string): ArchivedKey {
  return keySchema.parse(JSON.parse(line));
}
