/** Where a broker listens; both on 127.0.0.1. */
export interface BrokerPorts {
  clients: number;
  controller: number;
}

/** A broker that is its own controller, and keeps one copy of everything. */
export function brokerSettings({ clients, controller }: BrokerPorts): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${clients},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${clients}`,
    // From its working directory: a list of paths cannot hold one with a comma.
    'log.dirs': 'data',
    'auto.create.topics.enable': 'false',
    'default.replication.factor': '1',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '8',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '8',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // A quarter of the heap by default; this one holds 1.2 million keys a round.
    'log.cleaner.dedupe.buffer.size': '33554432',
  };
}

/** As Java's Properties reads them: ISO-8859-1, anything else escaped. */
export function propertiesText(settings: Record<string, string>): string {
  const escaped = (text: string) =>
    text
      .replaceAll('\\', '\\\\')
      .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${escaped(value)}\n`)
    .join('');
}
