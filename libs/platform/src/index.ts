export { databaseConnection } from './database-connection.js';
export { answers, keepsUp } from './health/checks.js';
export { Health } from './health/health.js';
export { BeforeRouting } from './http/before-routing.js';
export {
  answerCacheable,
  type Cacheable,
  type CachedAnswer,
  cachedAnswer,
} from './http/cacheable.js';
export { Credentials, type RequestedCommand } from './http/credentials.js';
export { createHttpApplication } from './http/http-application.js';
export { Parsed } from './http/parsed-request.js';
export { answerProblem, isOutOfReach } from './http/problem-filter.js';
export { invalid, Problem } from './http/problem.js';
export { digested, Representation } from './http/representation.js';
export { contractOf, Route, routePath } from './http/route.js';
export { Metrics } from './metrics/metrics.js';
export { Resources } from './resources.js';
export { partSettings, runPart } from './run-part.js';
