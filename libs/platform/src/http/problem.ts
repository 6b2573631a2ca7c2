import type { ProblemName, ValidationError } from '#contracts';
import { problems } from '#contracts';

/** An error that the client is to hear: thrown anywhere below a controller. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly problem: ProblemName,
    detail: string,
    /** What the problem carries besides the members of RFC 9457. */
    readonly extensions: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
    this.status = problems[problem].status;
  }
}

export function invalid(...errors: ValidationError[]): Problem {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = first === undefined ? '' : `${first.in} ${first.path}: ${first.message}${more}`;
  return new Problem('validation', detail, { errors });
}

/** The members of RFC 9457. */
export function problemDocument({ problem, message, extensions }: Problem, id: string) {
  const { status, title } = problems[problem];
  return {
    type: `/problems/${problem}`,
    title,
    status,
    detail: message,
    instance: `urn:uuid:${id}`,
    ...extensions,
  };
}
