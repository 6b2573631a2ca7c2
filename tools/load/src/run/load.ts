import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Distance } from '../client/distance.js';
import { HttpCache } from '../client/http-cache.js';
import { Origin } from '../client/origin.js';
import type { Source } from '../client/source.js';
import { arrivals } from '../model/arrivals.js';
import { chosen, type Random, seeded } from '../model/random.js';
import { type Region, regions } from '../model/regions.js';
import { planSession, readsPerSession } from '../model/session.js';
import { type Acknowledged, BookingDesk } from './booking-desk.js';
import { Catalogue } from './catalogue.js';
import { type Proof, Prover } from './proof.js';
import { Recording } from './recording.js';
import { Staleness } from './staleness.js';
import { type Surroundings, Traveller } from './traveller.js';

export interface LoadSettings {
  url: string;
  durationMs: number;
  rampMs: number;
  /** Reads a second, when the ramp is over. */
  rate: number;
  /** Reads to a booking. */
  ratio: number;
  /** The dates whose flights users look for. */
  from: string;
  days: number;
  /** In each region; each has a browser that keeps what it may. */
  users: number;
  /** The same run for the same seed, but for what the instance does. */
  seed: number;
}

export interface LoadResult {
  recording: Recording;
  staleness: Staleness;
  proof: Proof;
  /** Without the proof. */
  tookMs: number;
  flights: number;
}

/** What the client itself may have under way: beyond it sessions are not begun, and that is told. */
const maxSessions = 20_000;
const connections = 128;
/** Longer than a read waits for its Consistency-Token. */
const timeoutMs = 12_000;
const browserEntries = 50;
const edgeEntries = 50_000;
/** What is under way when the time is over may end: longer than a booking and its repeats take. */
const lastAnswersMs = 120_000;
/** For the views to have all. */
const settleMs = 2_000;

export async function load(
  settings: LoadSettings,
  progress: (recording: Recording, atMs: number) => void,
  signal: AbortSignal,
): Promise<LoadResult> {
  const random = seeded(settings.seed);
  const catalogue = await Catalogue.of(settings.from, settings.days, random);
  const origin = new Origin(settings.url, { connections, timeoutMs });
  let ticking: NodeJS.Timeout | undefined;
  try {
    await assertServes(origin, catalogue);
    const [recording, staleness] = [new Recording(), new Staleness()];
    const acknowledged: Acknowledged[] = [];
    const beganAt = performance.now();
    const now = () => performance.now() - beganAt;
    const over = new AbortController();
    signal.addEventListener('abort', () => over.abort(), { once: true });
    const desk = new BookingDesk(origin, (reason) => recording.failure(reason));
    const around = { recording, staleness, desk, acknowledged, now, over: over.signal };
    ticking = setInterval(() => progress(recording, now()), 1000);
    setMaxListeners(maxSessions, over.signal);
    await travelAll(settings, random, catalogue, origin, around, () => over.abort());
    clearInterval(ticking);
    const tookMs = Math.min(now(), settings.durationMs);
    await pause(settleMs);
    const proof = await new Prover(origin, staleness).prove(acknowledged);
    return { recording, staleness, proof, tookMs, flights: catalogue.size };
  } finally {
    clearInterval(ticking);
    await origin.close();
  }
}

/** @throws Error that says which date is the first that is missing */
async function assertServes(origin: Origin, catalogue: Catalogue): Promise<void> {
  for (const { flightId, date } of catalogue.oneOfEachDate()) {
    const { status } = await origin.get({ path: `/v1/flights/${flightId}`, headers: {} });
    if (status === 200) continue;
    throw new Error(
      `the instance answers ${status} for ${flightId}: it needs the schedule of ${date}` +
        ` (npm run contrail -- import --from ${date} --days 1), or other --from and --days;` +
        ' just after an import its views may need some seconds more',
    );
  }
}

async function travelAll(
  settings: LoadSettings,
  random: Random,
  catalogue: Catalogue,
  origin: Origin,
  around: Surroundings,
  end: () => void,
): Promise<void> {
  const users = new Users(settings.users, origin, around);
  const perSecond = settings.rate / readsPerSession;
  const { durationMs, rampMs, ratio } = settings;
  const underWay = new Set<Promise<void>>();
  for (const at of arrivals(random, { perSecond, rampMs, durationMs })) {
    await until(at, around);
    if (around.over.aborted) break;
    if (underWay.size >= maxSessions) {
      around.recording.failure('the load test could not keep up, and left out a session');
      continue;
    }
    const travelled = users
      .one(random)
      .travel(planSession(random, ratio), catalogue.draw(), at)
      .finally(() => underWay.delete(travelled));
    underWay.add(travelled);
  }
  await until(durationMs, around);
  end();
  await Promise.race([Promise.all(underWay), pause(lastAnswersMs, undefined, { ref: false })]);
  around.recording.unanswered(underWay.size);
}

/** Sooner when the run is over. */
async function until(at: number, { now, over }: Surroundings): Promise<void> {
  const left = at - now();
  if (left > 1) await pause(left, undefined, { signal: over }).catch(() => undefined);
}

/** Everybody who may come, with what their browsers and the edges near them keep. */
class Users {
  private readonly edges: ReadonlyMap<Region, Source>;
  private readonly browsers = new Map<string, Traveller>();

  constructor(
    private readonly perRegion: number,
    origin: Origin,
    private readonly around: Surroundings,
  ) {
    this.edges = new Map(
      regions.map((region) => {
        const far = new Distance(origin, region.toOriginMs);
        const edge = new HttpCache(far, { rung: 'edge', entries: edgeEntries });
        return [region, new Distance(edge, region.toEdgeMs)];
      }),
    );
  }

  one(random: Random): Traveller {
    const region = chosen(random, regions);
    const id = `${region.name} ${Math.floor(random() * this.perRegion)}`;
    const known = this.browsers.get(id);
    if (known !== undefined) return known;
    const edge = this.edges.get(region);
    if (edge === undefined) throw new Error(`${region.name} has no edge`);
    const browser = new HttpCache(edge, { rung: 'browser', entries: browserEntries });
    const traveller = new Traveller(region.name, browser, this.around);
    this.browsers.set(id, traveller);
    return traveller;
  }
}
