import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { z } from 'zod';
import type { BenchDatabase } from './bench-database.js';
import type { Run } from './benchmark.js';
import { startPart } from './start-process.js';

export interface Answer {
  status: number;
  body: string;
}

export interface Booked {
  recordLocator: string;
  accessToken: string;
}

const booked = z.object({ recordLocator: z.string(), accessToken: z.string() });

/** A write side as a process of its own, asked over HTTP on connections that stay open. */
export class BookingClient {
  private constructor(
    private readonly url: string,
    private readonly agent: Agent,
  ) {}

  static async open(run: Run, { url, secret }: BenchDatabase): Promise<BookingClient> {
    const { url: address } = await startPart(run, 'booking-api', {
      DATABASE_URL: url,
      CONTRAIL_SECRET: secret,
      CONTRAIL_OPERATOR_KEY: randomBytes(16).toString('hex'),
    });
    return BookingClient.to(run, address);
  }

  /** Of whoever takes bookings at that address. */
  static to(run: Run, address: string): BookingClient {
    const agent = new Agent({ keepAlive: true, maxFreeSockets: 1000 });
    run.atEnd(() => {
      agent.destroy();
      return Promise.resolve();
    });
    return new BookingClient(address, agent);
  }

  /** One seat in economy; answers whatever the write side does. */
  place(flightId: string): Promise<Answer> {
    return this.post('/v1/bookings', {
      segments: [{ flightId, cabin: 'economy' }],
      passengers: [{ givenName: 'Bessie', familyName: 'Coleman' }],
      contact: { email: 'bessie@example.com' },
    });
  }

  /** @throws Error where it is not booked */
  async book(flightId: string): Promise<Booked> {
    const { status, body } = await this.place(flightId);
    if (status !== 201) throw new Error(`a booking was answered ${status}: ${body}`);
    return booked.parse(JSON.parse(body));
  }

  /** @throws Error where it is not cancelled */
  async cancel({ recordLocator, accessToken }: Booked): Promise<void> {
    const path = `/v1/bookings/${recordLocator}/cancellation`;
    const { status, body } = await this.post(path, {}, accessToken);
    if (status !== 200) throw new Error(`a cancellation was answered ${status}: ${body}`);
  }

  private post(
    path: string,
    asked: object,
    bearer?: string,
    key: string = randomUUID(),
  ): Promise<Answer> {
    const sent = JSON.stringify(asked);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(sent),
      'idempotency-key': key,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    };
    return new Promise((resolve, reject) => {
      const sending = request(`${this.url}${path}`, { method: 'POST', agent: this.agent, headers });
      sending.on('response', (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
        answer.on('error', reject);
      });
      sending.on('error', (error) => {
        // A connection that the server has closed, as it may while nothing is asked on it.
        if (sending.reusedSocket) resolve(this.post(path, asked, bearer, key));
        else reject(error);
      });
      sending.end(sent);
    });
  }
}
