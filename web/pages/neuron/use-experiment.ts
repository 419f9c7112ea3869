// Runs the experiment of the page whenever it changes, as a hook.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { notify } from "../../shell/index.ts";
import { type Connection, connect, SimulationError } from "../../simulation/client.ts";
import { type Choice, type CurveRange, type Experiment, problemOf } from "./experiment.ts";
import type { Answer, Courses, Curve, Question } from "./messages.ts";

/** What is known of an experiment. */
export interface Results {
  readonly courses: Courses | undefined;
  /** The experiment that the courses belong to. */
  readonly shown: Experiment | undefined;
  readonly curve: Curve | undefined;
  /** The models that the curve belongs to. */
  readonly curveChoices: readonly Choice[];
  /** Whether courses and curve belong to earlier settings than those of the page. */
  readonly stale: { readonly courses: boolean; readonly curve: boolean };
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

/** Results with the settings they belong to, as text. */
interface Found extends Omit<Results, "stale"> {
  readonly key: string;
  readonly curveKey: string;
}

const nothing: Found = {
  courses: undefined,
  shown: undefined,
  curve: undefined,
  curveChoices: [],
  key: "",
  curveKey: "",
};

/** Runs an experiment after each change, first the courses over time, then the curve. */
export function useExperiment(experiment: Experiment, range: CurveRange): Results & { again: () => void } {
  const [results, setResults] = useState<Found>(nothing);
  const [turn, setTurn] = useState(0);
  const link = useRef<Link>(undefined);
  const number = useRef(0);
  const again = useMemo(() => () => setTurn((before) => before + 1), []);
  const update = useMemo(
    () => (part: Partial<Found>) => setResults((before) => ({ ...before, ...part })),
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
        if (wanted && answer?.kind === "traces") update({ courses: answer, shown: experiment, key });
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
          update({ curve: answer, curveChoices: experiment.choices, curveKey });
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

  const stale = {
    courses: results.courses !== undefined && results.key !== key,
    curve: results.curve !== undefined && results.curveKey !== curveKey,
  };
  return { ...results, stale, again };
}
