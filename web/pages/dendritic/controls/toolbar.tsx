// Start, pause, one pattern, begin anew, speed, and how far the lesson is.
import { Toolbar } from "../../../shell/index.ts";
import type { LessonActions, LessonView } from "../lesson/use-lesson.ts";
import { epochs } from "../setup.ts";
import { type State, speeds } from "../state.ts";

const speedName = (speed: number): string => {
  if (speed === 0) return "as fast as possible";
  return speed === 1 ? "1 pattern per s" : `${speed} patterns per s`;
};

const speedChoices = speeds.map((value) => ({ value, label: speedName(value) }));

/** What the lesson is doing, and how far it is: two parts, because the second changes too often to be read aloud. */
function statusText({ status, frame, look }: LessonView): readonly [what: string, progress: string] {
  if (status === "building" || status === "empty") return ["Building the network …", ""];
  if (!frame) return [status === "failed" ? "Stopped" : "Testing the network …", ""];
  const { epoch, ended } = frame;
  if (status === "failed") return ["Stopped", ` in epoch ${epoch + 1}`];
  if (ended) return [`All ${epochs} epochs are done`, ""];
  const after = epoch === 1 ? "1 epoch" : `${epoch} epochs`;
  if (status === "playing") return ["Learning", `, ${after} done`];
  if (epoch > 0) return ["Paused", ` after ${after}`];
  return look?.taught ? ["Paused", " in epoch 1"] : ["Nothing learned yet", ""];
}

/** Properties of {@link LessonToolbar}. */
export interface LessonToolbarProps {
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
  readonly view: LessonView;
  readonly actions: LessonActions;
}

/** The row of buttons. */
export function LessonToolbar({ state, change, view, actions }: LessonToolbarProps) {
  const [what, progress] = statusText(view);
  return (
    <Toolbar
      playing={view.status === "playing"}
      idle={view.status === "building" || view.status === "empty" || view.frame?.ended === true}
      play="Start"
      step="One pattern"
      actions={actions}
      speed={state.speed}
      speeds={speedChoices}
      onSpeed={(speed) => change({ speed })}
    >
      <p class="spacer status" data-status={view.status}>
        <span role="status">{what}</span>
        {progress}
      </p>
    </Toolbar>
  );
}
