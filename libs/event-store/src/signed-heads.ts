import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LogHead } from './log-head.js';

const line = z.strictObject({
  log: z.string(),
  signedAt: z.iso.datetime(),
  events: z.int().positive(),
  transactionId: z.string().regex(/^\d+$/),
  position: z.string().regex(/^\d+$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string(),
});

type Line = z.infer<typeof line>;

export interface SignedHead extends LogHead {
  /** RFC 3339 UTC, by the clock of who signed. */
  signedAt: string;
}

export interface KeptHeads {
  /** Those of the log, by their number of events. */
  heads: SignedHead[];
  /** Numbers, from 1 on, of the lines that nobody signed under the secret. */
  forged: number[];
}

/**
 * Heads of logs, a line of JSON each, signed under the secret and kept outside the database: by them a log
 * that was cut off or written anew, with all its hashes, is told from the one that was. They protect from
 * whoever writes to the database, and from nobody who can write the file and read the secret.
 */
export class SignedHeads {
  /** Made, readable by its owner only, when the first head is kept. */
  readonly file: string;
  private readonly key: Buffer;

  /**
   * @param directory the data directory
   * @param secret CONTRAIL_SECRET: the key is derived from it
   */
  constructor(directory: string, secret: string) {
    this.file = join(directory, 'log-heads.jsonl');
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'contrail log head', 32));
  }

  async keep(log: string, { events, position, hash }: LogHead, signedAt: string): Promise<void> {
    const unsigned = { log, signedAt, events, ...position, hash };
    const signature = this.signature(unsigned).toString('base64url');
    const text = `${JSON.stringify({ ...unsigned, signature })}\n`;
    await appendFile(this.file, text, { mode: 0o600, flush: true });
  }

  /** @param log lines that name another are passed over: they may be signed under another secret */
  async read(log: string): Promise<KeptHeads> {
    const kept: KeptHeads = { heads: [], forged: [] };
    for (const [index, text] of (await this.lines()).entries()) {
      const parsed = line.safeParse(parsedJson(text)).data;
      if (parsed !== undefined && parsed.log !== log) continue;
      if (parsed !== undefined && this.isGenuine(parsed)) {
        const { events, transactionId, position, hash, signedAt } = parsed;
        kept.heads.push({ events, position: { transactionId, position }, hash, signedAt });
      } else {
        kept.forged.push(index + 1);
      }
    }
    // Of two processes that sign, one may come late.
    kept.heads.sort((a, b) => a.events - b.events);
    return kept;
  }

  private async lines(): Promise<string[]> {
    try {
      return (await readFile(this.file, 'utf8')).split('\n').filter((text) => text !== '');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  private isGenuine({ signature, ...unsigned }: Line): boolean {
    const [told, made] = [Buffer.from(signature, 'base64url'), this.signature(unsigned)];
    return told.length === made.length && timingSafeEqual(told, made);
  }

  private signature(unsigned: Omit<Line, 'signature'>): Buffer {
    const { log, signedAt, events, transactionId, position, hash } = unsigned;
    const signed = JSON.stringify([log, signedAt, events, transactionId, position, hash]);
    return createHmac('sha256', this.key).update(signed).digest();
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
