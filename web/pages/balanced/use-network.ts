// The simulation behind the page, as a hook.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { notify } from "../../shell/index.ts";
import { type Connection, connect, type Status } from "../../simulation/client.ts";
import type { FrameOf, Problem, Ready } from "../../simulation/protocol.ts";
import type { Frame, Measures, Question, Spikes } from "./frame.ts";
import type { Journey, Move } from "./moves.ts";
import type { Settings, State } from "./state.ts";

/** What the page knows of its simulation. */
export interface NetworkView {
  readonly status: Status;
  /** How far a build is, from 0 to 1. */
  readonly fraction: number;
  readonly ready: Ready | undefined;
  readonly measures: Measures | undefined;
  /** How the network came to where it is; none while there is no network. */
  readonly journey: Journey | undefined;
  readonly time: number;
  readonly speed: number;
  readonly problem: Problem | undefined;
}

/** What the page can do with it. */
export interface NetworkActions {
  /** Builds the network of the present state. */
  build(): void;
  toggle(): void;
  step(): void;
  restart(): void;
  spikes(): Promise<Spikes>;
}

const further = (journey: Journey | undefined, moves: readonly Move[]): Journey | undefined =>
  journey && { ...journey, moves: [...journey.moves, ...moves] };

type Link = Connection<Settings, Frame, Question, Spikes>;

const nothing: NetworkView = {
  status: "empty",
  fraction: 0,
  ready: undefined,
  measures: undefined,
  journey: undefined,
  time: 0,
  speed: 0,
  problem: undefined,
};

// One press of the step button [ms].
const stepLength = 1;

// Numbers that change faster than this cannot be read [ms].
const readingPeriod = 200;

const worker = (): Worker => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

const settingsOf = ({ g, eta, size, seed, shown }: State): Settings => ({ g, eta, size, seed, shown });

/** Builds and runs the network of a state, changes it while it lives, and calls `draw` with every frame. */
export function useNetwork(
  state: State,
  draw: (frame: FrameOf<Frame>) => void,
): readonly [NetworkView, NetworkActions] {
  const [view, setView] = useState<NetworkView>(nothing);
  const link = useRef<Link>(undefined);
  const wanted = useRef({ state, draw, playing: true });
  const begun = useRef(settingsOf(state));
  wanted.current.state = state;
  wanted.current.draw = draw;

  const actions = useMemo<NetworkActions>(() => {
    const build = (): void => {
      begun.current = settingsOf(wanted.current.state);
      link.current?.build(begun.current);
    };
    const restart = (): void => {
      wanted.current.playing = true;
      build();
    };
    return {
      build,
      restart,
      toggle: () => {
        const { status } = link.current ?? {};
        if (status === "failed" || status === "empty") return restart();
        wanted.current.playing = status !== "playing";
        if (status === "playing") link.current?.pause();
        else link.current?.play();
      },
      step: () => {
        wanted.current.playing = false;
        link.current?.step(stepLength);
      },
      spikes: () => (link.current as Link).ask("spikes"),
    };
  }, []);

  useEffect(() => {
    let read = 0;
    let time = 0;
    const update = (part: Partial<NetworkView>): void => setView((before) => ({ ...before, ...part }));
    link.current = connect<Settings, Frame, Question, Spikes>(worker, {
      status: (status) => update(status === "building" ? { ...nothing, status } : { status, time }),
      progress: ({ fraction }) => update({ fraction }),
      ready: (ready) => {
        time = 0;
        update({ ready, journey: { begun: begun.current, moves: [] } });
        if (wanted.current.playing) link.current?.play();
      },
      frame: (frame) => {
        wanted.current.draw(frame);
        const { measures, moves } = frame.data;
        time = frame.time;
        const now = performance.now();
        const playing = link.current?.status === "playing";
        if (moves.length > 0) setView((before) => ({ ...before, journey: further(before.journey, moves) }));
        if (playing && now - read < readingPeriod && !measures) return;
        read = now;
        update({ time, speed: frame.speed, ...(measures && { measures }) });
      },
      problem: (problem) => {
        update({ problem });
        const text = problem.hint ? `${problem.message}. ${problem.hint}` : problem.message;
        notify({ kind: "error", text, action: { label: "Restart", run: actions.restart } });
      },
    });
    return () => link.current?.cancel();
  }, [actions]);

  const { g, eta, size, seed, shown, speed } = state;
  useEffect(() => link.current?.speed(speed || Number.POSITIVE_INFINITY), [speed]);
  useEffect(actions.build, [size, seed]);
  useEffect(() => link.current?.change({ g, eta, size, seed, shown }), [g, eta, size, seed, shown]);
  return [view, actions] as const;
}
