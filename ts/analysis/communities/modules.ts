// Modules of a division in the flow of a random walker, and what telling its way takes.
//   R08  Rosvall & Bergstrom (2008) Proc. Natl. Acad. Sci. USA 105:1118-1123
//   R09  Rosvall, Axelsson & Bergstrom (2009) Eur. Phys. J. Special Topics 178:13-23, equation 4
import type { Flow } from "./flow.ts";

/** Rates per step by the label of a module, 0 for labels that no node has. */
export interface Modules {
  /** Steps into the module, and out of it. */
  readonly enter: Float64Array;
  readonly exit: Float64Array;
  /** Visits of its nodes. */
  readonly visits: Float64Array;
}

/** x log2 x; 0 for 0, and for what rounding leaves below it. */
export const plogp = (x: number): number => (x > 0 ? x * Math.log2(x) : 0);

/** What a module adds to the codelength, but for the names of its nodes [bit]. */
export const lengthOf = (enter: number, exit: number, visits: number): number =>
  plogp(exit + visits) - plogp(enter) - plogp(exit);

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** The modules of labels below the number of nodes. */
export function modulesOf({ size, steps, visits }: Flow, labels: Uint32Array): Modules {
  const modules: Modules = {
    enter: new Float64Array(size),
    exit: new Float64Array(size),
    visits: new Float64Array(size),
  };
  const add = (values: Float64Array, label: number, rate: number): void => {
    values[label] = (values[label] as number) + rate;
  };
  for (let target = 0; target < size; target++) {
    const into = labels[target] as number;
    add(modules.visits, into, visits[target] as number);
    for (let source = 0; source < size; source++) {
      const from = labels[source] as number;
      if (from === into) continue;
      const rate = steps[target * size + source] as number;
      add(modules.enter, into, rate);
      add(modules.exit, from, rate);
    }
  }
  return modules;
}

/** The codelength of modules, but for the names of nodes (R09) [bit per step]. */
export function moduleLength({ enter, exit, visits }: Modules): number {
  let length = plogp(sumOf(enter));
  for (let label = 0; label < enter.length; label++)
    length += lengthOf(enter[label] as number, exit[label] as number, visits[label] as number);
  return length;
}

/** The codelength of a division [bit per step]. */
export const codelengthOf = (flow: Flow, labels: Uint32Array): number =>
  moduleLength(modulesOf(flow, labels)) - sumOf(flow.visits.map(plogp));
