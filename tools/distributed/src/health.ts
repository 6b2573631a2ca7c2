import { z } from 'zod';

const answer = z.object({
  status: z.string(),
  parts: z.record(z.string(), z.object({ status: z.string(), lag: z.number().optional() })),
});

export type PartHealth = z.infer<typeof answer>;

const answersWithinMs = 3000;

/** How a process of ours is, as it tells on its own port; undefined when it does not answer. */
export async function healthOf(url: string): Promise<PartHealth | undefined> {
  try {
    const signal = AbortSignal.timeout(answersWithinMs);
    const response = await fetch(`${url}/health/ready`, { signal });
    return answer.parse(await response.json());
  } catch {
    return undefined;
  }
}
