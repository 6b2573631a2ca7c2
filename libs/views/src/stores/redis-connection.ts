import { createClient, ErrorReply } from 'redis';
import { putRow } from './put-row.js';
import type { Unreachable } from './row-copies.js';
import { turnFilled } from './turn-filled.js';

const pingEveryMs = 500;
/** Without a byte in that time the connection is closed, and made anew. */
const silentForMs = 2_000;
const longestPauseMs = 1_000;

export interface RedisAddress {
  /** `redis://…` */
  url: string;
  /** Longer than this no reply is waited for, and nothing more is asked until Redis answers a ping. */
  replyWithinMs: number;
  /** Once when it goes: with why. */
  onUnreachable: (reason: string) => void;
  /** Once when it has come back. */
  onReachable: () => void;
  /** Redis is there, but does not do what it is asked; once for each answer while a connection lasts. */
  onRefusal: (reason: string) => void;
}

type Client = ReturnType<typeof clientOf>;

function clientOf(url: string) {
  return createClient({
    url,
    name: 'contrail-views',
    // What is asked meanwhile fails at once, instead of waiting for the connection.
    disableOfflineQueue: true,
    pingInterval: pingEveryMs,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: silentForMs,
      socketTimeout: silentForMs,
      reconnectStrategy: (retries) => Math.min(25 * 2 ** retries, longestPauseMs),
    },
    scripts: { putRow, turnFilled },
  });
}

/**
 * A connection to Redis that makes itself anew when it is lost. node-redis' own timeout ends when a command
 * is written, so that a Redis that hangs would hold every read: replies have a deadline here.
 */
export class RedisConnection {
  private readonly client: Client;
  private readonly opened: Promise<unknown>;
  private readonly refusals = new Set<string>();
  private isLost = false;

  constructor(private readonly address: RedisAddress) {
    this.client = clientOf(address.url);
    this.client.on('error', (error: unknown) => this.lose(reasonOf(error)));
    this.client.on('ready', () => {
      this.refusals.clear();
      this.comeBack();
    });
    this.client.on('ping-interval', () => this.comeBack());
    // It tries until it is closed; each failure was an event.
    this.opened = this.client.connect().catch(() => undefined);
  }

  /** The reply to what `work` asks; without one in time, or when it is refused: unreachable. */
  async ask<Reply>(work: (client: Client) => Promise<Reply>): Promise<Reply | Unreachable> {
    if (this.isLost || !this.isConnected()) return 'unreachable';
    const { replyWithinMs } = this.address;
    const deadline = new Deadline(replyWithinMs);
    try {
      const reply = await Promise.race([work(this.client), deadline.passed]);
      if (reply !== 'late') return reply;
      this.lose(`no reply within ${replyWithinMs} ms`);
    } catch (error) {
      if (error instanceof ErrorReply) this.refuse(error.message);
      // A connection that broke was an event.
      else if (this.isConnected()) throw error;
    } finally {
      deadline.clear();
    }
    return 'unreachable';
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.opened;
  }

  private isConnected(): boolean {
    return this.client.isReady;
  }

  private lose(reason: string): void {
    if (this.isLost || !this.client.isOpen) return;
    this.isLost = true;
    this.address.onUnreachable(reason);
  }

  private comeBack(): void {
    if (!this.isLost) return;
    this.isLost = false;
    this.address.onReachable();
  }

  private refuse(reason: string): void {
    if (this.refusals.has(reason)) return;
    this.refusals.add(reason);
    this.address.onRefusal(reason);
  }
}

class Deadline {
  readonly passed: Promise<'late'>;
  private timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.passed = new Promise((resolve) => {
      // Replies that came while this process was busy are read before it is judged.
      const judge = () => setImmediate(() => resolve('late'));
      this.timer = setTimeout(judge, ms);
    });
  }

  clear(): void {
    clearTimeout(this.timer);
  }
}

/** A refused connection to a name with several addresses has a code alone. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
