import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const atOnce = 50;
const patienceMs = 30_000;

/** Clients of one server's streams, in this process: no more than their sockets. */
export class StreamClients {
  private readonly sockets: Socket[] = [];
  private times: number[] = [];
  private all: () => void = () => undefined;

  get count(): number {
    return this.sockets.length;
  }

  /** Opens so many streams more; resolves when each has been answered. */
  async open(address: string, count: number): Promise<void> {
    for (let opened = 0; opened < count; opened += atOnce) {
      await Promise.all(
        Array.from({ length: Math.min(atOnce, count - opened) }, () => this.add(address)),
      );
    }
  }

  /** Has the update sent; answers when each client was sent it, in milliseconds from the first of them on, sorted. */
  async spread(update: () => Promise<unknown>): Promise<number[]> {
    this.times = [];
    const reached = new Promise<void>((resolve, reject) => {
      this.all = resolve;
      setTimeout(
        () => reject(new Error(`an update reached ${this.times.length} of ${this.count}`)),
        patienceMs,
      ).unref();
    });
    await Promise.all([update(), reached]);
    const [first = 0] = this.times;
    return this.times.map((time) => time - first);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async add(address: string): Promise<void> {
    const { hostname, port, pathname } = new URL(address);
    const socket = connect(Number(port), hostname);
    this.sockets.push(socket);
    socket.setEncoding('latin1');
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    await once(socket, 'data');
    socket.on('data', (text: string) => {
      if (!text.includes('data: ')) return;
      this.times.push(performance.now());
      if (this.times.length === this.count) this.all();
    });
  }
}
