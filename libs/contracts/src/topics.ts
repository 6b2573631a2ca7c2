/** The stream's topics, one for each kind of stream of the log; messages are keyed by stream id. */
export const topics = {
  flights: 'contrail.flights',
  bookings: 'contrail.bookings',
  refusals: 'contrail.refusals',
} as const;

export type Topic = (typeof topics)[keyof typeof topics];

/** The operators' fares: each row as a change of it left it, keyed by flight. */
export const faresTopic = 'contrail.fares';

/** What a consumer of the stream may follow. */
export type FollowedTopic = Topic | typeof faresTopic;

/** Flights' availability, the newest row by stream id: the materialized view of the log. */
export const availabilityTopic = 'contrail.availability';

/** What a consumer has given up. */
export const deadLettersTopic = 'contrail.dead-letters';

export type TopicName = FollowedTopic | typeof availabilityTopic | typeof deadLettersTopic;

/** Of every topic, fixed for life: the partition of a stream follows from its id and this. */
export const partitionCount = 12;

const unlimited = { 'retention.ms': '-1', 'retention.bytes': '-1' };

/** What a topic is set to, over what its cluster sets. */
export const topicSettings: Record<TopicName, Record<string, string>> = {
  [topics.flights]: unlimited,
  [topics.bookings]: unlimited,
  [topics.refusals]: unlimited,
  [faresTopic]: unlimited,
  [availabilityTopic]: { 'cleanup.policy': 'compact' },
  [deadLettersTopic]: unlimited,
};

/** What a topic is called in a cluster where names begin with a prefix instead of `contrail`. */
export function topicUnder(prefix: string, name: TopicName): string {
  return prefix + name.slice('contrail'.length);
}

export const followedTopics: readonly FollowedTopic[] = [...Object.values(topics), faresTopic];

export const topicNames: readonly TopicName[] = [
  ...followedTopics,
  availabilityTopic,
  deadLettersTopic,
];

/**
 * Who follows the topics, each at its own pace: Nest's transport id of a stream that feeds only the
 * handlers of that consumer, also where several run in one process. The description is its name.
 */
export const consumers = {
  projector: Symbol('projector'),
  processManager: Symbol('process-manager'),
} as const;

/** The topic that a stream's events travel on; undefined for a stream that stays in the log. */
export function topicOf(streamId: string): Topic | undefined {
  if (streamId.startsWith('flight-')) return topics.flights;
  if (streamId.startsWith('booking-')) return topics.bookings;
  if (streamId.startsWith('refusals-')) return topics.refusals;
  return undefined;
}

/** The topic that brings a consumer what belongs to a stream. */
export function followedTopicOf(streamId: string): FollowedTopic | undefined {
  return streamId.startsWith('fare-') ? faresTopic : topicOf(streamId);
}
