import {
  type DynamicModule,
  Inject,
  type InjectionToken,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';

interface Opened {
  provide: InjectionToken;
  useValue: { close(): Promise<void> };
}

interface Known {
  provide: InjectionToken;
  useValue: object;
}

const opened = Symbol('opened');

/** What a process opens, for all of its modules: closed when nothing is under way any more. */
@Module({})
export class Resources implements OnApplicationShutdown {
  constructor(@Inject(opened) private readonly opened: readonly Opened['useValue'][]) {}

  /** @param knows what needs no end: settings, keys, reference data */
  static of({ opens, knows = [] }: { opens: Opened[]; knows?: Known[] }): DynamicModule {
    const given = [...opens, ...knows];
    return {
      module: Resources,
      global: true,
      providers: [...given, { provide: opened, useValue: opens.map(({ useValue }) => useValue) }],
      exports: given.map(({ provide }) => provide),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.opened.map((each) => each.close()));
  }
}
