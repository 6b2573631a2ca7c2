/** What the twin is configured with. */
export class TwinSettings {
  constructor(
    /** How long a hold lasts. */
    readonly holdSeconds: number,
  ) {}
}
