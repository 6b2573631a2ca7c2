/** A kind of process of ours; it answers on a port of its own. */
export interface Part {
  name: PartName;
  /** Which of the settings each copy of it is given, by their names in the environment. */
  settings: readonly string[];
}

export type PartName = 'relay' | 'projector' | 'process-manager' | 'query-api' | 'booking-api';

const every = ['DATABASE_URL', 'CONTRAIL_SECRET', 'LOG_LEVEL', 'TRUSTED_PROXIES'];
const stream = ['KAFKA_BROKERS', 'KAFKA_PREFIX'];
const copies = ['REDIS_URL'];

/** The distributed profile's parts, in the order in which they are told; they are stopped in the opposite one. */
export const parts: readonly Part[] = [
  { name: 'relay', settings: [...every, ...stream, 'CONTRAIL_DATA'] },
  { name: 'projector', settings: [...every, ...stream, ...copies] },
  { name: 'process-manager', settings: [...every, ...stream] },
  {
    name: 'query-api',
    settings: [...every, ...stream, ...copies, 'CONTRAIL_OPERATOR_KEY', 'QUERY_WORKERS'],
  },
  { name: 'booking-api', settings: [...every, 'CONTRAIL_OPERATOR_KEY', 'HOLD_SECONDS'] },
];

/** How many of a part there are; of the others, one each. */
export type Copies = Partial<Record<PartName, number>>;

/** Two of what shares its work: one may end while the other serves. */
export const usualCopies = { 'booking-api': 2, 'query-api': 2, projector: 2 };

/** The names of a part's copies: `query-api-1`, `query-api-2`; of one that is alone, the part's. */
export function copiesOf({ name }: Part, copies: Copies): string[] {
  const count = copies[name];
  if (count === undefined) return [name];
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}
