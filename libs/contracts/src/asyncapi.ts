import { z } from 'zod';
import { availabilityMessageSchema } from './availability-message.js';
import { cloudEventSchema } from './cloud-event.js';
import { deadLetterMessageSchema } from './dead-letter.js';
import {
  bookingEventForms,
  type EventForms,
  everyForm,
  flightEventForms,
  refusalEventForms,
} from './events/event-forms.js';
import { fareRowSchema } from './fare-row.js';
import {
  availabilityTopic,
  deadLettersTopic,
  faresTopic,
  partitionCount,
  type TopicName,
  topics,
  topicSettings,
  topicUnder,
} from './topics.js';

interface Channel {
  topic: TopicName;
  description: string;
  /** By name. */
  messages: Map<string, z.ZodType>;
  /** Else CloudEvents. */
  contentType?: string;
  /** What messages are keyed by: else the stream id. */
  key?: string;
}

type Form = Pick<Channel, 'contentType' | 'key'>;

const channels: Record<string, Channel> = {
  flights: {
    topic: topics.flights,
    description:
      'What happened to flights: their schedule, operations and seats, in order by flight.',
    messages: eventMessages(flightEventForms),
  },
  bookings: {
    topic: topics.bookings,
    description: 'What happened to bookings, in order by booking. Personal data is sealed.',
    messages: eventMessages(bookingEventForms),
  },
  refusals: {
    topic: topics.refusals,
    description:
      'How many requests for a flight were refused in a minute, and why: counts that are sampled, in order by flight.',
    messages: eventMessages(refusalEventForms),
  },
  fares: {
    topic: faresTopic,
    description:
      "The rows of the operators' fares, each as a change has left it, in order by flight: no events yet, but plain JSON.",
    messages: new Map([['FareRow', fareRowSchema]]),
    contentType: 'application/json',
    key: 'the flight id',
  },
  availability: {
    topic: availabilityTopic,
    description:
      'The newest availability of each flight (compacted): take any with a newer generation, then version.',
    messages: new Map([['AvailabilityChanged', availabilityMessageSchema]]),
  },
  deadLetters: {
    topic: deadLettersTopic,
    description: 'What a consumer could not handle and has given up, with the message itself.',
    messages: new Map([['MessageGivenUp', deadLetterMessageSchema]]),
  },
};

/**
 * The topics and their messages as an AsyncAPI 3.0 document, made from the schemas that messages are parsed by.
 *
 * @param prefix what the topics' names begin with
 */
export function asyncApiDocument(prefix: string) {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Contrail',
      version: '1',
      description:
        'CloudEvents 1.0 on Apache Kafka, in structured mode, but for rows that are captured; at least once, in order by key.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(
      Object.entries(channels).map(([name, { topic, description, messages, ...form }]) => [
        name,
        {
          address: topicUnder(prefix, topic),
          description,
          messages: Object.fromEntries(
            [...messages].map(([each, schema]) => [each, message(schema, form)]),
          ),
          bindings: {
            kafka: {
              partitions: partitionCount,
              topicConfiguration: kafkaConfiguration(topic),
              bindingVersion: '0.5.0',
            },
          },
        },
      ]),
    ),
    operations: Object.fromEntries(
      Object.keys(channels).map((name) => [
        `send-${name}`,
        { action: 'send', channel: { $ref: `#/channels/${name}` } },
      ]),
    ),
  };
}

function kafkaConfiguration(topic: TopicName): object {
  const {
    'cleanup.policy': policy,
    'retention.ms': ms,
    'retention.bytes': bytes,
  } = topicSettings[topic];
  return {
    'cleanup.policy': [policy ?? 'delete'],
    ...(ms !== undefined && { 'retention.ms': Number(ms) }),
    ...(bytes !== undefined && { 'retention.bytes': Number(bytes) }),
  };
}

function message(
  schema: z.ZodType,
  { contentType = 'application/cloudevents+json', key = 'the stream id' }: Form,
): object {
  return {
    contentType,
    payload: z.toJSONSchema(schema, { target: 'draft-7' }),
    bindings: {
      kafka: {
        key: { type: 'string', description: key },
        bindingVersion: '0.5.0',
      },
    },
  };
}

/** Every version of every event type is a message: topics are kept for good. The newest has the bare name. */
function eventMessages(forms: EventForms): Map<string, z.ZodType> {
  const newest = new Set(forms.newest.options);
  return new Map(
    everyForm(forms).map((schema) => {
      const { type, schemaVersion, data } = schema.shape;
      return [
        newest.has(schema) ? type.value : `${type.value}.${schemaVersion.value}`,
        cloudEventSchema.extend({
          type: z.literal(`contrail.${type.value}`),
          schemaversion: schemaVersion,
          data,
        }),
      ];
    }),
  );
}
