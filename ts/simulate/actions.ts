/** What is to be called when a run reaches a step. */

/** What waits for its step. */
export interface Actions {
  /** Adds a call at steps, ascending; the function that is returned takes back what is left of it. */
  add(steps: readonly number[], call: () => void): () => void;
  /** The step of the next one, or infinity. */
  next(): number;
  /** Calls those of a step and before, in the order of time, then in that in which they were added. */
  callUntil(step: number): void;
}

interface Pending {
  readonly steps: readonly number[];
  readonly call: () => void;
  /** Index of the first step that is still to come. */
  next: number;
}

/** None yet. */
export function noActions(): Actions {
  const pending: Pending[] = [];
  const stepOf = ({ steps, next }: Pending): number => steps[next] ?? Infinity;
  const next = (): number => pending.reduce((least, one) => Math.min(least, stepOf(one)), Infinity);
  const remove = (one: Pending): void => {
    if (pending.includes(one)) pending.splice(pending.indexOf(one), 1);
  };
  return {
    next,
    add(steps, call) {
      const added: Pending = { steps, call, next: 0 };
      pending.push(added);
      return () => remove(added);
    },
    callUntil(last) {
      for (let step = next(); step <= last; step = next()) {
        const due = pending.find((one) => stepOf(one) === step) as Pending;
        due.next++;
        if (due.next === due.steps.length) remove(due);
        due.call();
      }
    },
  };
}
