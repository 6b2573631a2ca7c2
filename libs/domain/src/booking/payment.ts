import { CorruptStream } from '../corrupt-stream.js';
import type { Money } from '../money.js';
import { addMoney, usd } from '../money.js';
import { unreachable } from '../unreachable.js';

export interface PaymentRequested {
  type: 'PaymentRequested';
  data: {
    /** The event's own id too, and so the idempotency key at the provider. */
    paymentId: string;
    amount: Money;
    /** The provider's token. */
    method: string;
    requestedAt: string;
  };
}

export interface PaymentCaptured {
  type: 'PaymentCaptured';
  data: { paymentId: string; amount: Money };
}

export interface PaymentDeclined {
  type: 'PaymentDeclined';
  data: { paymentId: string; reason: string };
}

/** The provider has not said how it ended: it may be captured later. */
export interface PaymentUnresolved {
  type: 'PaymentUnresolved';
  data: { paymentId: string };
}

/** Captured, but no longer wanted: the provider is to give it back. */
export interface RefundRequested {
  type: 'RefundRequested';
  data: { paymentId: string; amount: Money };
}

export interface PaymentRefunded {
  type: 'PaymentRefunded';
  data: { paymentId: string; amount: Money };
}

export type PaymentEvent =
  | PaymentRequested
  | PaymentCaptured
  | PaymentDeclined
  | PaymentUnresolved
  | RefundRequested
  | PaymentRefunded;

export type PaymentStatus =
  'requested' | 'unresolved' | 'captured' | 'declined' | 'refund-requested' | 'refunded';

export interface Payment {
  readonly paymentId: string;
  readonly amount: Money;
  readonly requestedAt: string;
  readonly status: PaymentStatus;
}

const allowedFrom: Record<Exclude<PaymentEvent['type'], 'PaymentRequested'>, PaymentStatus[]> = {
  // A provider that takes a decline back has the money all the same.
  PaymentCaptured: ['requested', 'unresolved', 'declined'],
  PaymentDeclined: ['requested', 'unresolved'],
  PaymentUnresolved: ['requested'],
  RefundRequested: ['captured'],
  PaymentRefunded: ['refund-requested'],
};

/** Throws CorruptStream for a payment that was not requested, or whose status forbids the event. */
export function evolvePayments(payments: readonly Payment[], event: PaymentEvent): Payment[] {
  const { paymentId } = event.data;
  const before = payments.find((payment) => payment.paymentId === paymentId);
  if (event.type === 'PaymentRequested') {
    if (before !== undefined) throw new CorruptStream(event.type, before.status);
    const { amount, requestedAt } = event.data;
    return [...payments, { paymentId, amount, requestedAt, status: 'requested' }];
  }
  if (before === undefined || !allowedFrom[event.type].includes(before.status)) {
    throw new CorruptStream(event.type, before?.status ?? 'none');
  }
  const status = statusAfter(event);
  return payments.map((payment) => (payment === before ? { ...payment, status } : payment));
}

function statusAfter({ type }: Exclude<PaymentEvent, PaymentRequested>): PaymentStatus {
  switch (type) {
    case 'PaymentCaptured':
      return 'captured';
    case 'PaymentDeclined':
      return 'declined';
    case 'PaymentUnresolved':
      return 'unresolved';
    case 'RefundRequested':
      return 'refund-requested';
    case 'PaymentRefunded':
      return 'refunded';
    default:
      return unreachable(type);
  }
}

/** What the provider may still capture. */
export function isPending({ status }: Payment): boolean {
  return status === 'requested' || status === 'unresolved';
}

/** What the booking has, unless it is asked back. */
export function isCaptured({ status }: Payment): boolean {
  return status === 'captured';
}

/** All that was captured and is given back, or was; undefined where there is none of it. */
export function refundOf(payments: readonly Payment[]): Money | undefined {
  const returned = payments.filter(
    ({ status }) => status === 'refund-requested' || status === 'refunded',
  );
  return returned.length === 0 ? undefined : sumOf(returned);
}

export function sumOf(payments: readonly Payment[]): Money {
  return payments.reduce((sum, { amount }) => addMoney(sum, amount), usd(0));
}
