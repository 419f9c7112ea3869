// Start, pause, one pattern, reset, speed, and how far the lesson is.
import { Icon } from "../../shell/icons.tsx";
import { Button, Select } from "../../shell/index.ts";
import { epochs } from "./setup.ts";
import { type State, speeds } from "./state.ts";
import type { LessonActions, LessonView } from "./use-lesson.ts";

const speedName = (speed: number): string => {
  if (speed === 0) return "as fast as possible";
  return speed === 1 ? "1 pattern per s" : `${speed} patterns per s`;
};

/** What the lesson is doing, in a few words. */
function statusText({ status, frame }: LessonView): string {
  if (status === "building" || status === "empty") return "Building the network …";
  const epoch = frame?.epoch ?? 0;
  if (status === "failed") return `Stopped in epoch ${epoch + 1}`;
  if (frame?.ended) return `All ${epochs} epochs are done`;
  const after = epoch === 1 ? "1 epoch" : `${epoch} epochs`;
  if (status === "playing") return `Learning, ${after} done`;
  return epoch === 0 ? "Nothing learned yet" : `Paused after ${after}`;
}

/** Properties of {@link Toolbar}. */
export interface ToolbarProps {
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
  readonly view: LessonView;
  readonly actions: LessonActions;
}

/** The row of buttons. */
export function Toolbar({ state, change, view, actions }: ToolbarProps) {
  const playing = view.status === "playing";
  const idle = view.status === "building" || view.status === "empty" || view.frame?.ended === true;
  return (
    <div class="panel toolbar">
      <Button kind="primary" shortcut="Space" disabled={idle} onClick={actions.toggle}>
        <Icon name={playing ? "pause" : "play"} /> {playing ? "Pause" : "Start"}
      </Button>
      <Button label="One pattern" shortcut="→" disabled={idle || playing} onClick={actions.step}>
        <Icon name="step" />
      </Button>
      <Button label="Reset" shortcut="R" onClick={actions.reset}>
        <Icon name="restart" />
      </Button>
      <Select
        label="Speed"
        value={String(state.speed)}
        choices={speeds.map((speed) => ({ value: String(speed), label: speedName(speed) }))}
        onChange={(speed) => change({ speed: Number(speed) as State["speed"] })}
      />
      <p class="spacer status" role="status" data-status={view.status}>
        {statusText(view)}
      </p>
    </div>
  );
}
