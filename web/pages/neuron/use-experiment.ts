// Runs the experiment of the page whenever it changes, as a hook.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { notify } from "../../shell/index.ts";
import { type Connection, connect, SimulationError } from "../../simulation/client.ts";
import { type CurveRange, type Experiment, problemOf } from "./experiment.ts";
import type { Answer, Courses, Curve, Question } from "./messages.ts";

/** What is known of an experiment. */
export interface Results {
  readonly courses: Courses | undefined;
  /** The experiment that the courses belong to. */
  readonly shown: Experiment | undefined;
  readonly curve: Curve | undefined;
}

type Link = Connection<never, never, Question, Answer>;

// Typing and sliding go on for a moment; a curve takes longer, so that it waits longer [ms].
const patience = { traces: 60, curve: 400 };

const worker = (): Worker => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

function complain(error: unknown, again: () => void): void {
  const { message, problem } = error as SimulationError;
  if (!(error instanceof SimulationError) || problem.code === "E_GIVEN_UP") return;
  const text = problem.hint ? `${message}. ${problem.hint}` : message;
  notify({ kind: "error", text, action: { label: "Restart", run: again } });
}

/** Runs an experiment after each change, first the courses over time, then the curve. */
export function useExperiment(experiment: Experiment, range: CurveRange): Results & { again: () => void } {
  const [results, setResults] = useState<Results>({ courses: undefined, shown: undefined, curve: undefined });
  const [turn, setTurn] = useState(0);
  const link = useRef<Link>(undefined);
  const number = useRef(0);
  const again = useMemo(() => () => setTurn((before) => before + 1), []);
  const update = useMemo(
    () => (part: Partial<Results>) => setResults((before) => ({ ...before, ...part })),
    [],
  );

  useEffect(() => {
    link.current = connect<never, never, Question, Answer>(worker, {});
    return () => link.current?.cancel();
  }, []);

  const valid = experiment.choices.every((choice) => problemOf(choice) === undefined);
  const key = JSON.stringify(experiment);
  useEffect(() => {
    if (!valid) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      try {
        const answer = await link.current?.ask({ kind: "traces", experiment });
        if (wanted && answer?.kind === "traces") update({ courses: answer, shown: experiment });
      } catch (error) {
        if (wanted) complain(error, again);
      }
    }, patience.traces);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, valid, turn]);

  // The step has no part in the curve.
  const { amplitude: _, start: __, stop: ___, duration: ____, ...rest } = experiment;
  const curveKey = JSON.stringify([rest, range]);
  useEffect(() => {
    if (!valid || range.from >= range.to) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const mine = ++number.current;
      try {
        for (let fraction = 0; wanted && fraction < 1; ) {
          const answer = await link.current?.ask({ kind: "curve", number: mine, experiment, range });
          if (!wanted || answer?.kind !== "curve") return;
          fraction = answer.fraction;
          update({ curve: answer });
        }
      } catch (error) {
        if (wanted) complain(error, again);
      }
    }, patience.curve);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [curveKey, valid, turn]);

  return { ...results, again };
}
