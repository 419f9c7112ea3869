// Stretches of model time over which the settings of a running network stayed as they were.

/** A change of settings at a model time [ms]. */
export interface Change<Setting> {
  readonly time: number;
  readonly to: Setting;
}

/** Settings that held in (begin, end] [ms]. */
export interface Span<Setting> {
  readonly begin: number;
  readonly end: number;
  readonly setting: Setting;
}

/**
 * The spans between two times [ms], in their order.
 *
 * @param first what held before the first change
 * @param changes in the order of their times; of several at the same time the last one holds
 */
export function spansOf<Setting>(
  first: Setting,
  changes: readonly Change<Setting>[],
  begin: number,
  end: number,
): Span<Setting>[] {
  const ends = [...changes.map(({ time }) => time), Number.POSITIVE_INFINITY];
  return [first, ...changes.map(({ to }) => to)]
    .map((setting, k) => ({
      setting,
      begin: Math.max(begin, k === 0 ? begin : (ends[k - 1] as number)),
      end: Math.min(end, ends[k] as number),
    }))
    .filter((span) => span.end > span.begin);
}
