import { PostgresViewStore } from '#views/stores';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Routes } from '../routes.js';

const readAtOnce = 10_000;

/** Notes the routes of all flights that the view has at the start; memory notes those of each row that it takes later. */
@Injectable()
export class RouteIndex implements OnApplicationBootstrap {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly routes: Routes,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (let last: string | undefined = ''; last !== undefined;) {
      const flights = await this.views.routesAfter(last, readAtOnce);
      for (const { streamId, ...route } of flights) this.routes.note(streamId, route);
      last = flights.at(-1)?.streamId;
    }
  }
}
