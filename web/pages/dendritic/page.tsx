// The page of dendritic learning: controls, figures, words.
import { useMemo } from "preact/hooks";
import { type Key, Page, usePageState } from "../../shell/index.ts";
import { codeOf } from "./controls/code.ts";
import { Controls } from "./controls/controls.tsx";
import { exportsOf } from "./controls/exports.ts";
import { LessonToolbar } from "./controls/toolbar.tsx";
import { Outlook, Reading } from "./controls/words.tsx";
import { Answers } from "./figures/answers.tsx";
import { scalesOf } from "./figures/apical.ts";
import { Curve } from "./figures/curve.tsx";
import { Dendrites } from "./figures/dendrites.tsx";
import { Present } from "./figures/pattern.tsx";
import { WeightImages } from "./figures/weights.tsx";
import { type LessonActions, useLesson } from "./lesson/use-lesson.ts";
import { type State, stateSchema } from "./state.ts";

/** Keys of the page. */
const useKeys = (
  actions: LessonActions,
  change: (part: Partial<State>) => void,
  state: State,
): readonly Key[] =>
  useMemo(
    () => [
      { key: " ", label: "start or pause", run: actions.toggle },
      { key: ".", label: "one pattern further", run: actions.step },
      { key: "r", label: "begin anew", run: actions.restart },
      {
        key: "l",
        label: "latent equilibrium on or off",
        run: () => change({ latentEquilibrium: !state.latentEquilibrium }),
      },
    ],
    [actions, change, state.latentEquilibrium],
  );

const summary = "Rows, columns and diagonals, told apart by errors in apical dendrites.";

/** The page. */
export function DendriticPage() {
  const [state, change] = usePageState(stateSchema);
  const [view, actions] = useLesson(state, change);
  const keys = useKeys(actions, change, state);
  const { frame, rows, look, looks } = view;
  const scales = useMemo(() => scalesOf(looks), [looks]);
  const exports = useMemo(() => exportsOf(state, rows, frame), [state, rows, frame]);
  return (
    <Page
      name="dendritic"
      title="Dendritic learning"
      summary={summary}
      code={() => codeOf(state)}
      exports={exports}
      keys={keys}
    >
      <div class="workbench">
        <div class="side">
          <Controls state={state} change={change} />
          <Outlook state={state} row={rows.at(-1)} />
        </div>
        <div class="stage">
          <LessonToolbar state={state} change={change} view={view} actions={actions} />
          <Present look={look} />
          <Answers answers={frame?.answers} />
          <Curve rows={rows} state={state} />
          <WeightImages frame={frame} look={look} range={scales.mean} />
          <Dendrites look={look} range={scales.value} />
        </div>
        <Reading />
      </div>
    </Page>
  );
}
