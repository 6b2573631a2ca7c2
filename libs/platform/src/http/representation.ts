import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export type Coding = 'identity' | 'gzip';

/** A body as it is sent. */
export interface Encoded {
  /** Strong, in its quotes: another coding is other bytes. */
  etag: string;
  /** Each character of `latin1` is a byte. */
  body: string;
  charset: 'utf8' | 'latin1';
}

/** Tables and buffers for short bodies, 300 bytes of JSON in 21 µs: with the usual ones it takes 31. */
const gzipOptions = { memLevel: 4, chunkSize: 1024 };

/**
 * An answer in the bytes that it is sent in, each made once: the JSON with it, what is compressed when it is first
 * asked for. Strings hold them: of a Buffer that is short, V8 keeps more than it holds.
 */
export class Representation {
  private gzip: string | undefined;

  /** @param tag its ETag without quotes and coding */
  constructor(
    private readonly tag: string,
    private readonly json: string,
  ) {}

  /** What it takes, at most: gzip adds less to what it cannot compress than it takes from JSON. */
  get bytes(): number {
    return this.tag.length + 2 * this.json.length;
  }

  in(coding: Coding): Encoded {
    if (coding === 'identity') return { etag: `"${this.tag}"`, body: this.json, charset: 'utf8' };
    this.gzip ??= gzipSync(this.json, gzipOptions).toString('latin1');
    return { etag: `"${this.tag}-gzip"`, body: this.gzip, charset: 'latin1' };
  }
}

/** An answer that has no version, by the digest of its bytes. */
export function digested(answer: unknown): Representation {
  const json = JSON.stringify(answer);
  return new Representation(createHash('sha256').update(json).digest('base64url'), json);
}
