// The page of dendritic learning: controls, figures, words.
import { useMemo } from "preact/hooks";
import { type Key, Page, usePageState } from "../../shell/index.ts";
import { Answers } from "./answers.tsx";
import { scalesOf } from "./apical.ts";
import { codeOf } from "./code.ts";
import { Controls } from "./controls.tsx";
import { Curve } from "./curve.tsx";
import { Dendrites } from "./dendrites.tsx";
import { exportsOf } from "./exports.ts";
import { Present } from "./pattern.tsx";
import { type State, stateSchema } from "./state.ts";
import { LessonToolbar } from "./toolbar.tsx";
import { type LessonActions, useLesson } from "./use-lesson.ts";
import { WeightImages } from "./weights.tsx";
import { Outlook, Reading } from "./words.tsx";

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
