// What theory takes for granted of a described network, and what of it does not hold.

/** One thing that theory takes for granted. */
export interface Assumption {
  readonly name:
    | "neurons of a population are alike"
    | "weights are small"
    | "connections are sparse"
    | "weights are constant"
    | "synapses are exponential"
    | "synaptic time constants are equal and short"
    | "drives are stationary and independent"
    | "delays have the given distribution"
    | "the potential is unbounded";
  readonly holds: boolean;
  /** Where it does not hold, and what is done instead, one sentence each. */
  readonly details: readonly string[];
}

const names: readonly Assumption["name"][] = [
  "neurons of a population are alike",
  "weights are small",
  "connections are sparse",
  "weights are constant",
  "synapses are exponential",
  "synaptic time constants are equal and short",
  "drives are stationary and independent",
  "delays have the given distribution",
  "the potential is unbounded",
];

/** Collects what does not hold. */
export interface Findings {
  /** Notes where an assumption does not hold. */
  against(name: Assumption["name"], detail: string): void;
  list(): Assumption[];
}

export function newFindings(): Findings {
  const found = new Map<Assumption["name"], Set<string>>(names.map((name) => [name, new Set()]));
  return {
    against(name, detail) {
      found.get(name)?.add(detail);
    },
    list: () =>
      names.map((name) => {
        const details = [...(found.get(name) ?? [])];
        return { name, holds: details.length === 0, details };
      }),
  };
}
