import kafkajs from 'kafkajs';

// Its errors are no named exports to Node, since the package spreads them.
const { Kafka, KafkaJSError, logLevel } = kafkajs;

/** Whether the broker is there, takes part in its cluster, and is this cluster's. */
export async function answersAsCluster(brokers: string, clusterId: string): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'contrail-services',
    brokers: [brokers],
    logLevel: logLevel.NOTHING,
    requestTimeout: 5000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.clusterId === clusterId && cluster.brokers.length > 0;
  } catch (error) {
    if (error instanceof KafkaJSError) return false;
    throw error;
  } finally {
    await admin.disconnect();
  }
}
