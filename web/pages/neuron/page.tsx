// The page of the neuron: models, input, what they do over time, and rate over current.
import { useMemo } from "preact/hooks";
import { type Key, Page, Toggle, usePageState } from "../../shell/index.ts";
import { codeOf } from "./code.ts";
import { CourseFigures } from "./courses.tsx";
import { CurveFigure } from "./curve.tsx";
import { type Choice, problemOf, tableOf, usualAmplitude } from "./experiment.ts";
import { exportsOf } from "./exports.ts";
import { InputPanel } from "./input-panel.tsx";
import { ModelPanel } from "./model-panel.tsx";
import { choicesOf, experimentOf, limits, rangeOf, type State, stateSchema } from "./state.ts";
import { type Results, useExperiment } from "./use-experiment.ts";

interface PartProps {
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
}

/** Another model gets the step that drives it, unless the step was chosen by hand. */
function stepFor({ amplitude }: State, before: Choice, { model }: Choice): Partial<State> {
  return amplitude === usualAmplitude(before.model) ? { amplitude: usualAmplitude(model) } : {};
}

const Models = ({ state, change }: PartProps) => (
  <>
    <ModelPanel
      name={state.compare ? "First model" : "Model"}
      kind="E"
      choice={state.first}
      spikes={state.noise === "spikes"}
      onChange={(first) => change({ first: first as State["first"], ...stepFor(state, state.first, first) })}
    />
    <section class="controls compare">
      <Toggle
        label="Compare with a second model"
        value={state.compare}
        help="Both get the same input."
        onChange={(compare) => change({ compare })}
      />
    </section>
    {state.compare && (
      <ModelPanel
        name="Second model"
        kind="I"
        choice={state.second}
        spikes={state.noise === "spikes"}
        onChange={(second) => change({ second: second as State["second"] })}
      />
    )}
  </>
);

/** Which variables are drawn. */
function Recordables({ state, change }: PartProps) {
  const all = choicesOf(state).flatMap(({ model }) => tableOf(model).recordables);
  const known = [...new Map(all.map((entry) => [entry.name, entry])).values()];
  const flip = (name: string): void => {
    const shown = state.recordables.includes(name);
    const names = shown ? state.recordables.filter((other) => other !== name) : [...state.recordables, name];
    change({ recordables: names });
  };
  return (
    <fieldset class="group recordables" aria-label="Variables that are drawn">
      {known.map(({ name, text }) => (
        <label key={name} title={text}>
          <input type="checkbox" checked={state.recordables.includes(name)} onChange={() => flip(name)} />
          <code>{name}</code>
        </label>
      ))}
    </fieldset>
  );
}

/** Says that a figure waits for its settings; drawn over it, for those who see it. */
function Stale({ valid }: { readonly valid: boolean }) {
  return (
    <p class="stale-mark">
      {valid ? "Earlier settings: computing …" : "Earlier settings: correct the field that is marked"}
    </p>
  );
}

/** How often each model fired. */
function Counts({ results: { courses, shown } }: { readonly results: Results }) {
  if (!courses || !shown) return null;
  return (
    <ul class="counts" role="status">
      {courses.courses.map(({ spikes }, k) => (
        <li key={k} class={k === 0 ? "E" : "I"} data-spikes={spikes.length}>
          <code>{shown.choices[k]?.model}</code>: {spikes.length} {spikes.length === 1 ? "spike" : "spikes"}
        </li>
      ))}
    </ul>
  );
}

function Stage({ state, change, results }: PartProps & { readonly results: Results }) {
  const { courses, shown, curve, stale } = results;
  const valid = choicesOf(state).every((choice) => problemOf(choice) === undefined);
  return (
    <div class="stage">
      <figure class="panel figure courses" aria-busy={!courses || stale.courses} data-stale={stale.courses}>
        {stale.courses && <Stale valid={valid} />}
        <div class="head">
          <h2>Over time</h2>
          <Counts results={results} />
          <Recordables state={state} change={change} />
        </div>
        {courses && shown ? (
          <CourseFigures courses={courses} experiment={shown} recordables={state.recordables} />
        ) : (
          <p class="waiting">Starting the kernel …</p>
        )}
        <figcaption>Spikes are drawn as strokes of 25 mV; the variable itself has none.</figcaption>
      </figure>
      <CurveFigure curve={curve} stale={stale.curve} state={state} change={change}>
        {stale.curve && <Stale valid={valid} />}
      </CurveFigure>
    </div>
  );
}

// One press of a key [pA].
const nudge = 10;

/** Keys of the page. */
function useKeys({ state, change }: PartProps): readonly Key[] {
  const { amplitude, compare, seed } = state;
  return useMemo(() => {
    const [least, most] = limits.amplitude;
    return [
      {
        key: "+",
        label: "10 pA more",
        run: () => change({ amplitude: Math.min(most, amplitude + nudge) }),
      },
      {
        key: "-",
        label: "10 pA less",
        run: () => change({ amplitude: Math.max(least, amplitude - nudge) }),
      },
      { key: "m", label: "add or remove the second model", run: () => change({ compare: !compare }) },
      { key: "n", label: "draw other noise", run: () => change({ seed: (seed + 1) % 2 ** 32 }) },
    ];
  }, [amplitude, compare, seed, change]);
}

const summary = "How one neuron, of any model, answers a current and noise, and how fast it fires.";

/** The page. */
export function NeuronPage() {
  const [state, change] = usePageState(stateSchema);
  const results = useExperiment(experimentOf(state), rangeOf(state));
  const keys = useKeys({ state, change });
  return (
    <Page
      name="neuron"
      title="Neuron"
      summary={summary}
      code={() => codeOf(state)}
      exports={exportsOf(results, state.recordables)}
      keys={keys}
    >
      <div class="workbench">
        <div class="side">
          <InputPanel state={state} change={change} />
          <Models state={state} change={change} />
        </div>
        <Stage state={state} change={change} results={results} />
      </div>
    </Page>
  );
}
