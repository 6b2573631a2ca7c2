/** What is neither measured nor simulated, and why it is taken so. */
export interface Assumed {
  value: number;
  what: string;
  why: string;
}

export const assumed = {
  readsToABooking: {
    ...{ value: 10_000, what: 'reads to a booking' },
    why: 'what Contrail is made for',
  },
  busy: {
    ...{ value: 0.6, what: 'of a core, or of a link, at work' },
    why: 'beyond it waiting grows fast, and a lost machine must fit into the others',
  },
  edgeCores: {
    ...{ value: 16, what: 'cores of an edge' },
    why: 'a common machine; nginx takes all of them',
  },
  edgeLink: {
    ...{ value: 1.25e9, what: 'bytes a second of an edge' },
    why: '10 Gbit/s, a common link',
  },
  edgeAddresses: {
    ...{ value: 128_000, what: 'addresses that an edge keeps' },
    why: '`keys_zone` of 16 MB in the template; nginx tells of 8,000 in one',
  },
  watching: {
    ...{ value: 0.1, what: 'of the sessions watch a flight live' },
    why: 'a guess: no page of Contrail is in use',
  },
  watchedSeconds: {
    ...{ value: 60, what: 'seconds that one watches' },
    why: 'a guess, for the same reason',
  },
  logCores: {
    ...{ value: 32, what: 'cores of the one PostgreSQL' },
    why: 'a large machine that is common',
  },
  logFlushes: {
    ...{ value: 5_000, what: 'flushes a second of its disk' },
    why: '0.2 ms each: a solid-state disk whose cache outlives its power',
  },
  logDisk: {
    ...{ value: 20e12, what: 'bytes of its disk' },
    why: 'a large volume that is common',
  },
  copiesBytes: {
    ...{ value: 1.7e9, what: 'bytes of a worker for copies' },
    why: 'two fifths of the 4 GB heap that Node 20 takes on a large machine',
  },
  rebuildSeconds: {
    ...{ value: 8 * 3600, what: 'seconds that a rebuild of a year may take' },
    why: 'a night: until then faulty rows are shown',
  },
  replicas: { value: 3, what: 'copies of a topic in Kafka', why: "its manual's advice" },
  messageBytes: {
    ...{ value: 950, what: 'bytes of a message' },
    why: 'as in the log, whose indexes about make up for the frame of a CloudEvent',
  },
  secondsOfAYear: {
    ...{ value: 31_536_000, what: 'seconds of a year, all at that rate' },
    why: 'the most that it can be: a rate that is a peak leaves less',
  },
} satisfies Record<string, Assumed>;
