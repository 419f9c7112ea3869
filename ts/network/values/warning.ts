/** What was accepted with a reservation. */

/** A list of warnings that a successful call adds to the network's. */
export interface Warning {
  /** W_..., a heading of docs/errors.md. */
  readonly code: string;
  readonly message: string;
  /** The number of elements concerned. */
  readonly count: number;
}
