import { endpoints } from '#contracts';

/** Answered beside the endpoints, which they document. */
const documents = ['/', '/openapi.json', '/docs', '/asyncapi.json'].map((path) => ({
  method: 'GET',
  path,
}));

const templates = [...endpoints, ...documents].map(({ method, path }) => ({
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
