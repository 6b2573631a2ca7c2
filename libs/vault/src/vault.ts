import { hkdfSync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { decrypt, encrypt } from './cipher.js';

export interface Sealed {
  sealed: string;
}

/** A key that is kept by the append of what it has sealed: before, that cannot be opened. */
export interface NewKey {
  subject: string;
  /** Seals a value of JSON; `field` must be the same when it is opened. */
  seal(field: string, value: unknown): Sealed;
  /** The key under the master key. */
  wrapped: Buffer;
}

export interface VaultConnection {
  /** The application's role. */
  url: string;
  /** CONTRAIL_SECRET: the master key is derived from it. */
  secret: string;
  onConnectionLost: (error: Error) => void;
}

/**
 * Keeps one key for each subject (a booking): without it what it sealed is gone for good. A subject whose key was
 * erased stays known, so that it never gets another.
 */
export class Vault {
  private readonly pool: pg.Pool;
  private readonly masterKey: Buffer;

  constructor({ url, secret, onConnectionLost }: VaultConnection) {
    this.masterKey = Buffer.from(hkdfSync('sha256', secret, '', 'contrail vault', 32));
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'contrail vault',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  createKey(subject: string): NewKey {
    const key = randomBytes(32);
    return {
      subject,
      seal: (field, value) => sealUnder(key, subject, field, value),
      wrapped: encrypt(this.masterKey, key, subject),
    };
  }

  /** Seals one more value under the key that a subject has; undefined when it has none, or no longer. */
  async sealFor(subject: string, field: string, value: unknown): Promise<Sealed | undefined> {
    const key = await this.keyOf(subject);
    return key && sealUnder(key, subject, field, value);
  }

  /** What was sealed, by field; undefined when the key was erased. */
  async open(
    subject: string,
    fields: Record<string, Sealed>,
  ): Promise<Record<string, unknown> | undefined> {
    const key = await this.keyOf(subject);
    if (key === undefined) return undefined;
    const opened = Object.entries(fields).map(([field, { sealed }]): [string, unknown] => {
      const plain = decrypt(key, Buffer.from(sealed, 'base64url'), `${subject} ${field}`);
      return [field, JSON.parse(plain.toString())];
    });
    return Object.fromEntries(opened);
  }

  /** Throws the subject's key away for good, on disk before it is answered; a repeat changes nothing. */
  async erase(subject: string): Promise<void> {
    await this.pool.query({
      name: 'erase',
      text: `INSERT INTO vault.key (subject, wrapped) VALUES ($1, NULL)
        ON CONFLICT (subject) DO UPDATE SET wrapped = NULL`,
      values: [subject],
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async keyOf(subject: string): Promise<Buffer | undefined> {
    const { rows } = await this.pool.query<{ wrapped: Buffer | null }>({
      name: 'key',
      text: 'SELECT wrapped FROM vault.key WHERE subject = $1',
      values: [subject],
    });
    const wrapped = rows[0]?.wrapped ?? undefined;
    return wrapped && decrypt(this.masterKey, wrapped, subject);
  }
}

function sealUnder(key: Buffer, subject: string, field: string, value: unknown): Sealed {
  const box = encrypt(key, Buffer.from(JSON.stringify(value)), `${subject} ${field}`);
  return { sealed: box.toString('base64url') };
}
