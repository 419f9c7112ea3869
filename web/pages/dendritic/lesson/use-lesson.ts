// The lesson behind the page, as a hook.
import type { CurveRow } from "cajal/learning";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { notify } from "../../../shell/index.ts";
import { type Connection, connect, type Status } from "../../../simulation/client.ts";
import type { Problem } from "../../../simulation/protocol.ts";
import { withLook } from "../figures/apical.ts";
import { ranges, type Settings, type State } from "../state.ts";
import type { Frame, Look } from "./frame.ts";

/** What the page knows of its lesson. */
export interface LessonView {
  readonly status: Status;
  readonly frame: Frame | undefined;
  /** The whole learning curve. */
  readonly rows: readonly CurveRow[];
  /** The last presentation that was looked at. */
  readonly look: Look | undefined;
  /** The last ones that were over, of which scales are made. */
  readonly looks: readonly Look[];
}

/** What the page can do with it. */
export interface LessonActions {
  /** Starts, pauses or goes on. */
  toggle(): void;
  /** Shows one pattern. */
  step(): void;
  /** Begins anew. */
  restart(): void;
}

const nothing: LessonView = { status: "empty", frame: undefined, rows: [], look: undefined, looks: [] };

// Settings that change in one go, such as by a slider, are built once [ms].
const patience = 200;

const worker = (): Worker => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

const settingsOf = ({ speed: _, ...settings }: State): Settings => settings;

/** Says what became of a problem, and what to do; returns a function that takes the message away. */
function report(problem: Problem, state: State, change: (part: Partial<State>) => void, restart: () => void) {
  if (problem.code !== "E_NUMERIC") {
    const text = problem.hint ? `${problem.message}. ${problem.hint}` : problem.message;
    return notify({ kind: "error", text, action: { label: "Restart", run: restart } });
  }
  const factor = Math.max(ranges.factor.min, Number((state.factor / 2).toPrecision(3)));
  return notify({
    kind: "error",
    text:
      "The numbers have run away: potentials grew without bound, and learning stopped. " +
      "Take smaller learning rates or a longer presentation time, then begin anew.",
    action:
      factor < state.factor
        ? { label: "Halve the rates", run: () => change({ factor }) }
        : { label: "Restart", run: restart },
  });
}

/** Teaches the network of a state; a change of its settings begins anew. */
export function useLesson(
  state: State,
  change: (part: Partial<State>) => void,
): readonly [LessonView, LessonActions] {
  const [view, setView] = useState<LessonView>(nothing);
  const link = useRef<Connection<Settings, Frame>>(undefined);
  const wanted = useRef({ state, change });
  wanted.current = { state, change };

  const actions = useMemo<LessonActions>(() => {
    const restart = (): void => link.current?.build(settingsOf(wanted.current.state));
    return {
      restart,
      toggle: () => {
        const { status } = link.current ?? {};
        if (status === "failed" || status === "empty") restart();
        else if (status === "playing") link.current?.pause();
        else link.current?.play();
      },
      step: () => link.current?.step(),
    };
  }, []);

  useEffect(() => {
    let closeMessage = (): void => undefined;
    link.current = connect<Settings, Frame>(worker, {
      status: (status) => setView((before) => ({ ...(status === "building" ? nothing : before), status })),
      ready: () => {
        closeMessage();
        // A frame of the lesson before may have come meanwhile.
        setView((before) => ({ ...nothing, status: before.status }));
      },
      frame: ({ data }) =>
        setView((before) => ({
          ...before,
          frame: data,
          rows: data.rows.length > 0 ? [...before.rows, ...data.rows] : before.rows,
          look: data.look ?? before.look,
          looks: data.look ? withLook(before.looks, data.look) : before.looks,
        })),
      problem: (problem) => {
        const { state: now, change: changeNow } = wanted.current;
        closeMessage = report(problem, now, changeNow, actions.restart);
      },
    });
    return () => link.current?.cancel();
  }, [actions]);

  const { speed } = state;
  useEffect(() => link.current?.speed(speed || Number.POSITIVE_INFINITY), [speed]);
  const settings = JSON.stringify(settingsOf(state));
  const first = useRef(true);
  useEffect(() => {
    const timer = setTimeout(actions.restart, first.current ? 0 : patience);
    first.current = false;
    return () => clearTimeout(timer);
  }, [actions, settings]);
  return [view, actions] as const;
}
