import type { AvailabilityAnswer } from '#contracts';
import type { Cabin as CabinName } from '#domain/rules';
import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
} from 'typeorm';

@Entity()
@Index('flight_by_route', ['origin', 'destination', 'departureDate', 'departsAt'])
@Index('flight_that_was_cancelled', ['flightId'], { where: `status = 'cancelled'` })
export class Flight {
  @PrimaryColumn('text')
  flightId!: string;

  @Column('text')
  carrier!: string;

  @Column('integer')
  number!: number;

  @Column('text')
  origin!: string;

  @Column('text')
  destination!: string;

  /** On the origin's clock: `YYYY-MM-DD`. */
  @Column('date')
  departureDate!: string;

  /** By the schedule; `departsAt` and `arrivesAt` are later by the delay. */
  @Column('timestamptz')
  scheduledDepartsAt!: Date;

  @Column('timestamptz')
  scheduledArrivesAt!: Date;

  @Column('timestamptz')
  departsAt!: Date;

  @Column('timestamptz')
  arrivesAt!: Date;

  @Column('text')
  status!: AvailabilityAnswer['status'];

  @Column('text', { nullable: true })
  delayCause!: string | null;

  @Column('timestamptz', { nullable: true })
  departedAt!: Date | null;

  @Column('text')
  aircraftModel!: string;

  @Column('integer')
  aircraftSeats!: number;

  /** In miles. */
  @Column('integer')
  distance!: number;

  /** The boarding sequence number given last; 0 before the first. */
  @Column('integer')
  lastSequence!: number;

  /** Raised by each write to the flight, its cabins or its seats. */
  @Column('integer')
  version!: number;

  /** Of that write. */
  @Column('timestamptz')
  asOf!: Date;

  @OneToMany(() => Cabin, ({ flight }) => flight)
  cabins!: Cabin[];

  @OneToMany(() => TakenSeat, ({ flight }) => flight)
  takenSeats!: TakenSeat[];
}

@Entity()
@Check('cabin_has_its_seats', 'available BETWEEN 0 AND capacity')
export class Cabin {
  @PrimaryColumn('text')
  flightId!: string;

  @PrimaryColumn('text')
  cabin!: CabinName;

  @Column('integer')
  capacity!: number;

  /** Capacity less the rows of TakenSeat: counted here, since it is read so often. */
  @Column('integer')
  available!: number;

  /** For one passenger, in cents. */
  @Column('integer')
  fare!: number;

  @ManyToOne(() => Flight, ({ cabins }) => cabins)
  @JoinColumn({ name: 'flight_id' })
  flight!: Flight;
}

/** A seat that is not free. Its key makes it impossible that two bookings have one seat. */
@Entity()
@ForeignKey('Booking', ['recordLocator'], ['recordLocator'])
export class TakenSeat {
  @PrimaryColumn('text')
  flightId!: string;

  /** Row and letter: `12A`. */
  @PrimaryColumn('text')
  seat!: string;

  @Column('text')
  cabin!: CabinName;

  @Column('text')
  @Index('taken_seat_of_booking')
  recordLocator!: string;

  @Column('text')
  state!: 'held' | 'sold';

  @ManyToOne(() => Flight, ({ takenSeats }) => takenSeats)
  @JoinColumn({ name: 'flight_id' })
  flight!: Flight;
}
