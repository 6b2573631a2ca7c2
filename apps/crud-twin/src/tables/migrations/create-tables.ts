import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As TypeORM generates it from the entities: the names of constraints are its own. */
export class CreateTables1764000000101 implements MigrationInterface {
  private readonly statements = [
    `CREATE TABLE twin.flight (
      flight_id text NOT NULL,
      carrier text NOT NULL,
      number integer NOT NULL,
      origin text NOT NULL,
      destination text NOT NULL,
      departure_date date NOT NULL,
      scheduled_departs_at timestamptz NOT NULL,
      scheduled_arrives_at timestamptz NOT NULL,
      departs_at timestamptz NOT NULL,
      arrives_at timestamptz NOT NULL,
      status text NOT NULL,
      delay_cause text,
      departed_at timestamptz,
      aircraft_model text NOT NULL,
      aircraft_seats integer NOT NULL,
      distance integer NOT NULL,
      last_sequence integer NOT NULL,
      version integer NOT NULL,
      as_of timestamptz NOT NULL,
      CONSTRAINT "PK_ec4d6853db675801328d40091fa" PRIMARY KEY (flight_id)
    )`,
    `CREATE INDEX flight_that_was_cancelled ON twin.flight (flight_id) WHERE status = 'cancelled'`,
    `CREATE INDEX flight_by_route ON twin.flight (origin, destination, departure_date, departs_at)`,
    `CREATE TABLE twin.cabin (
      flight_id text NOT NULL,
      cabin text NOT NULL,
      capacity integer NOT NULL,
      available integer NOT NULL,
      fare integer NOT NULL,
      CONSTRAINT cabin_has_its_seats CHECK (available BETWEEN 0 AND capacity),
      CONSTRAINT "PK_52b21797e53cb3540d6269e5390" PRIMARY KEY (flight_id, cabin)
    )`,
    `CREATE TABLE twin.taken_seat (
      flight_id text NOT NULL,
      seat text NOT NULL,
      cabin text NOT NULL,
      record_locator text NOT NULL,
      state text NOT NULL,
      CONSTRAINT "PK_98d439771a5cd8eab4d9498b02f" PRIMARY KEY (flight_id, seat)
    )`,
    `CREATE INDEX taken_seat_of_booking ON twin.taken_seat (record_locator)`,
    `CREATE TABLE twin.booking (
      record_locator text NOT NULL,
      status text NOT NULL,
      version integer NOT NULL,
      total integer NOT NULL,
      hold_expires_at timestamptz NOT NULL,
      email text NOT NULL,
      seat_changes integer NOT NULL,
      cancellation_reason text,
      CONSTRAINT "PK_5ea09ea889090a1a522cdcf51a0" PRIMARY KEY (record_locator)
    )`,
    `CREATE INDEX booking_by_end_of_hold ON twin.booking (hold_expires_at) WHERE status = 'held'`,
    `CREATE TABLE twin.segment (
      record_locator text NOT NULL,
      position integer NOT NULL,
      flight_id text NOT NULL,
      cabin text NOT NULL,
      seats text[] NOT NULL,
      fare integer NOT NULL,
      CONSTRAINT "PK_796374cdac64ffeb099ace0851b" PRIMARY KEY (record_locator, position)
    )`,
    `CREATE INDEX segment_of_flight ON twin.segment (flight_id)`,
    `CREATE TABLE twin.passenger (
      record_locator text NOT NULL,
      position integer NOT NULL,
      given_name text NOT NULL,
      family_name text NOT NULL,
      CONSTRAINT "PK_e1a790498b4668524bb269ef8c3" PRIMARY KEY (record_locator, position)
    )`,
    `CREATE TABLE twin.payment (
      payment_id uuid NOT NULL,
      record_locator text NOT NULL,
      position integer NOT NULL,
      command_id text NOT NULL,
      method text NOT NULL,
      amount integer NOT NULL,
      status text NOT NULL,
      requested_at timestamptz NOT NULL,
      CONSTRAINT "UQ_c5939099b6ce1d8a91cff511bce" UNIQUE (command_id),
      CONSTRAINT "PK_9fff60ac6ac1844ea4e0cfba67a" PRIMARY KEY (payment_id)
    )`,
    `CREATE INDEX payment_of_booking ON twin.payment (record_locator)`,
    `CREATE INDEX payment_under_way ON twin.payment (requested_at) WHERE status IN ('requested', 'unresolved', 'refund-requested')`,
    `CREATE TABLE twin.ticket (
      number text NOT NULL,
      record_locator text NOT NULL,
      passenger integer NOT NULL,
      flight_id text NOT NULL,
      CONSTRAINT "PK_a8d5171cdff59b4d6fc2c6d092e" PRIMARY KEY (number)
    )`,
    `CREATE INDEX ticket_of_booking ON twin.ticket (record_locator)`,
    `CREATE TABLE twin.boarding_pass (
      record_locator text NOT NULL,
      flight_id text NOT NULL,
      passenger integer NOT NULL,
      destination text NOT NULL,
      seat text NOT NULL,
      sequence integer NOT NULL,
      CONSTRAINT "PK_40053c23dcc226b0f9ef3c806a7" PRIMARY KEY (record_locator, flight_id, passenger)
    )`,
    `CREATE TABLE twin.idempotency_key (
      command_id text NOT NULL,
      request_digest text NOT NULL,
      status integer,
      body json,
      location text,
      CONSTRAINT "PK_3d59666505575a4f009287765ec" PRIMARY KEY (command_id)
    )`,
    `ALTER TABLE twin.cabin
      ADD CONSTRAINT "FK_f27caeca8be96101254f76af75b"
      FOREIGN KEY (flight_id) REFERENCES twin.flight(flight_id)`,
    `ALTER TABLE twin.taken_seat
      ADD CONSTRAINT "FK_4d801e249cac470708290054280"
      FOREIGN KEY (flight_id) REFERENCES twin.flight(flight_id)`,
    `ALTER TABLE twin.taken_seat
      ADD CONSTRAINT "FK_2821d54985e029c62a6edfb1568"
      FOREIGN KEY (record_locator) REFERENCES twin.booking(record_locator)`,
    `ALTER TABLE twin.segment
      ADD CONSTRAINT "FK_b3c7cc5d2e56ae4cfd8b56992f7"
      FOREIGN KEY (record_locator) REFERENCES twin.booking(record_locator)`,
    `ALTER TABLE twin.segment
      ADD CONSTRAINT "FK_4a650d793b1ae6f74af51df08e6"
      FOREIGN KEY (flight_id) REFERENCES twin.flight(flight_id)`,
    `ALTER TABLE twin.passenger
      ADD CONSTRAINT "FK_d5e265ea2bbe6246beeea718046"
      FOREIGN KEY (record_locator) REFERENCES twin.booking(record_locator)`,
    `ALTER TABLE twin.payment
      ADD CONSTRAINT "FK_d151737720014342287abd0fd41"
      FOREIGN KEY (record_locator) REFERENCES twin.booking(record_locator)`,
    `ALTER TABLE twin.ticket
      ADD CONSTRAINT "FK_65ca0c663089d86bd7ccc4af2a4"
      FOREIGN KEY (record_locator) REFERENCES twin.booking(record_locator)`,
    `ALTER TABLE twin.boarding_pass
      ADD CONSTRAINT "FK_c147961e18cccd1247ae1f7bd50"
      FOREIGN KEY (record_locator) REFERENCES twin.booking(record_locator)`,
  ];

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE twin.idempotency_key, twin.boarding_pass, twin.ticket, twin.payment,
      twin.passenger, twin.segment, twin.taken_seat, twin.booking, twin.cabin, twin.flight`);
  }
}
