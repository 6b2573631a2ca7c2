/** What the write side is configured with. */
export class BookingSettings {
  constructor(
    /** How long a hold lasts. */
    readonly holdSeconds: number,
  ) {}
}
