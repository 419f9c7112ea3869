/** A row of the kernel's tables of parameters. */

/** A parameter or variable: default and allowed values in `unit`; no bound where `low` or `high` is null. */
export interface Field {
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The bounds themselves are excluded. */
  readonly open: boolean;
  readonly text: string;
  /** Takes any number of values. */
  readonly list?: boolean;
  /** How a time becomes whole steps where it lies between two of them. */
  readonly rounding?: "none" | "nearest" | "up";
  /** A shorter name that is understood too. */
  readonly alias?: string;
  /** The same for all targets of a device. */
  readonly common?: boolean;
  /** A time of a device that need not be a whole number of steps. */
  readonly offGrid?: boolean;
  /** A whole number. */
  readonly whole?: boolean;
}
