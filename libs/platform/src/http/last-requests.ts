import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** As many connections as the system lets wait (the default backlog of Node.js). */
const backlog = 511;
/** Longer than requests take: what they ask of the database has 15 s to be answered, and a payment's provider 5. */
const patienceMs = 20_000;

/**
 * The end of the HTTP server: what was sent before the stop is answered, and no connection that
 * carries nothing holds the stop up, since a closed server of Node.js waits for all that may send.
 */
@Injectable()
export class LastRequests implements BeforeApplicationShutdown {
  private readonly connections = new Set<Socket>();
  private accepted = 0;
  private stopping = false;

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {
    const instance = host.httpAdapter.getInstance();
    instance.server.on('connection', (connection) => {
      this.accepted += 1;
      this.connections.add(connection);
      connection.once('close', () => this.connections.delete(connection));
    });
    instance.addHook('onSend', async (_, reply) => {
      if (this.stopping) reply.header('connection', 'close');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.acceptWaiting();
    for (const connection of this.connections) {
      if (connection.bytesRead === 0) connection.destroy();
    }
    const { server } = this.host.httpAdapter.getInstance();
    setTimeout(() => server.closeAllConnections(), patienceMs).unref();
  }

  /** A turn of the event loop accepts one connection; closing would reset those that wait. */
  private async acceptWaiting(): Promise<void> {
    const begun = this.accepted;
    for (let before = -1; before < this.accepted && this.accepted - begun < backlog;) {
      before = this.accepted;
      await turn();
      await turn();
    }
  }
}
