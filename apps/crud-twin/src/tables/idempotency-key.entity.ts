import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A request that wrote, and what it was answered. */
@Entity()
export class IdempotencyKey {
  /** Of method, path, credential and Idempotency-Key. */
  @PrimaryColumn('text')
  commandId!: string;

  /** HMAC of the body: another body under the same key is refused. */
  @Column('text')
  requestDigest!: string;

  /** Null while its payment is under way. */
  @Column('integer', { nullable: true })
  status!: number | null;

  /** As it was sent: `json` keeps the order of its members. */
  @Column('json', { nullable: true })
  body!: object | null;

  @Column('text', { nullable: true })
  location!: string | null;
}
