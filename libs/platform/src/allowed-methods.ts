import { endpoints } from '#contracts';

const templates = endpoints.map(({ method, path }) => ({
  methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
  matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The methods of the endpoints at an address, its query aside; none: there is no such address. */
export function allowedMethods(url: string): string[] {
  const [path = ''] = url.split('?', 1);
  const methods = templates
    .filter(({ matches }) => matches.test(path))
    .flatMap((each) => each.methods);
  return [...new Set(methods)];
}
