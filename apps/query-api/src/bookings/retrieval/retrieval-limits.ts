import { Problem } from '#platform';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const minute = 60;

/** How often record locators and names may be tried, on this instance. */
@Injectable()
export class RetrievalLimits {
  private readonly byAddress = new RateLimiterMemory({ points: 10, duration: minute });
  private readonly byLocator = new RateLimiterMemory({ points: 5, duration: minute });

  /** @throws Problem `too-many-requests` */
  async take(address: string, recordLocator: string): Promise<void> {
    await take(this.byAddress, address);
    await take(this.byLocator, recordLocator);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.ceil(refusal.msBeforeNext / 1000);
    throw new Problem(
      'too-many-requests',
      `try again in ${seconds} s`,
      {},
      { 'retry-after': `${seconds}` },
    );
  }
}
