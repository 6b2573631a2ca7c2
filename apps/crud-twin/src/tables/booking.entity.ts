import type { BookingAnswer, PaymentMethod } from '#contracts';
import type { Cabin } from '#domain/rules';
import { Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import { Flight } from './flight.entity.js';

@Entity()
@Index('booking_by_end_of_hold', ['holdExpiresAt'], { where: `status = 'held'` })
export class Booking {
  @PrimaryColumn('text')
  recordLocator!: string;

  @Column('text')
  status!: BookingAnswer['status'];

  /** Raised by each write to the booking. */
  @Column('integer')
  version!: number;

  /** All segments, all passengers, in cents. */
  @Column('integer')
  total!: number;

  @Column('timestamptz')
  holdExpiresAt!: Date;

  @Column('text')
  email!: string;

  /** How many there were. */
  @Column('integer')
  seatChanges!: number;

  @Column('text', { nullable: true })
  cancellationReason!: string | null;

  @OneToMany(() => Segment, ({ booking }) => booking)
  segments!: Segment[];

  @OneToMany(() => Passenger, ({ booking }) => booking)
  passengers!: Passenger[];

  @OneToMany(() => Payment, ({ booking }) => booking)
  payments!: Payment[];

  @OneToMany(() => Ticket, ({ booking }) => booking)
  tickets!: Ticket[];

  @OneToMany(() => BoardingPass, ({ booking }) => booking)
  boardingPasses!: BoardingPass[];
}

@Entity()
@Index('segment_of_flight', ['flightId'])
export class Segment {
  @PrimaryColumn('text')
  recordLocator!: string;

  /** Index from 0. */
  @PrimaryColumn('integer')
  position!: number;

  @Column('text')
  flightId!: string;

  @Column('text')
  cabin!: Cabin;

  /** In the passengers' order; they stay when the seats are free again. */
  @Column('text', { array: true })
  seats!: string[];

  /** For one passenger, in cents. */
  @Column('integer')
  fare!: number;

  @ManyToOne(() => Booking, ({ segments }) => segments)
  @JoinColumn({ name: 'record_locator' })
  booking!: Booking;

  @ManyToOne(() => Flight)
  @JoinColumn({ name: 'flight_id' })
  flight!: Flight;
}

@Entity()
export class Passenger {
  @PrimaryColumn('text')
  recordLocator!: string;

  /** Index from 0. */
  @PrimaryColumn('integer')
  position!: number;

  @Column('text')
  givenName!: string;

  @Column('text')
  familyName!: string;

  @ManyToOne(() => Booking, ({ passengers }) => passengers)
  @JoinColumn({ name: 'record_locator' })
  booking!: Booking;
}

export type PaymentStatus =
  | 'requested'
  /** The provider has not said how it ended: it may be captured later. */
  | 'unresolved'
  | 'captured'
  | 'declined'
  /** Captured, but no longer wanted: the provider is to give it back. */
  | 'refund-requested'
  | 'refunded';

@Entity()
@Index('payment_under_way', ['requestedAt'], {
  where: `status IN ('requested', 'unresolved', 'refund-requested')`,
})
export class Payment {
  /** The idempotency key at the provider. */
  @PrimaryColumn('uuid')
  paymentId!: string;

  @Column('text')
  @Index('payment_of_booking')
  recordLocator!: string;

  /** Index from 0. */
  @Column('integer')
  position!: number;

  /** Of the request that asked for it. */
  @Column('text', { unique: true })
  commandId!: string;

  @Column('text')
  method!: PaymentMethod;

  /** In cents. */
  @Column('integer')
  amount!: number;

  @Column('text')
  status!: PaymentStatus;

  @Column('timestamptz')
  requestedAt!: Date;

  @ManyToOne(() => Booking, ({ payments }) => payments)
  @JoinColumn({ name: 'record_locator' })
  booking!: Booking;
}

@Entity()
export class Ticket {
  /** 13 digits. */
  @PrimaryColumn('text')
  number!: string;

  @Column('text')
  @Index('ticket_of_booking')
  recordLocator!: string;

  /** Index from 0. */
  @Column('integer')
  passenger!: number;

  @Column('text')
  flightId!: string;

  @ManyToOne(() => Booking, ({ tickets }) => tickets)
  @JoinColumn({ name: 'record_locator' })
  booking!: Booking;
}

@Entity()
export class BoardingPass {
  @PrimaryColumn('text')
  recordLocator!: string;

  @PrimaryColumn('text')
  flightId!: string;

  /** Index from 0. */
  @PrimaryColumn('integer')
  passenger!: number;

  @Column('text')
  destination!: string;

  @Column('text')
  seat!: string;

  /** The boarding sequence number on that flight, from 1 on. */
  @Column('integer')
  sequence!: number;

  @ManyToOne(() => Booking, ({ boardingPasses }) => boardingPasses)
  @JoinColumn({ name: 'record_locator' })
  booking!: Booking;
}
