// The choice of a model and its parameters.
import type { Field } from "cajal/models";
import { Fieldset, NumberField, Select } from "../../shell/index.ts";
import { benchModels } from "./bench-models.ts";
import { type Choice, defaultChoice, problemOf, tableOf, weightUnit } from "./experiment.ts";
import { ParameterField } from "./parameter-field.tsx";

/** Properties of {@link ModelPanel}. */
export interface ModelPanelProps {
  readonly name: string;
  /** Class of its colour. */
  readonly kind: "E" | "I";
  readonly choice: Choice;
  /** Whether spikes arrive, so that weights matter. */
  readonly spikes: boolean;
  readonly onChange: (choice: Choice) => void;
}

const choices = benchModels.map((name) => ({ value: name, label: name }));

/** Parameters that two models share keep their values when the model changes. */
function withModel({ parameters }: Choice, model: string): Choice {
  const { parameters: fields, variables } = tableOf(model);
  const known = new Set([...fields, ...variables].map(({ name }) => name));
  const kept = Object.entries(parameters).filter(([name]) => known.has(name));
  return { ...defaultChoice(model), parameters: Object.fromEntries(kept) };
}

function withParameter(choice: Choice, name: string, value: number | undefined): Choice {
  const { [name]: _, ...others } = choice.parameters;
  return { ...choice, parameters: value === undefined ? others : { ...others, [name]: value } };
}

/** Weights of the spikes that all models share, in this model's unit. */
const Weights = ({ choice, onChange }: Pick<ModelPanelProps, "choice" | "onChange">) => {
  const unit = weightUnit(choice.model);
  if (unit === "") return null;
  return (
    <>
      <NumberField
        label="Weight of excitatory spikes"
        unit={unit}
        value={choice.weightE}
        onChange={(weightE) => onChange({ ...choice, weightE })}
      />
      <NumberField
        label="Weight of inhibitory spikes"
        unit={unit}
        value={choice.weightI}
        onChange={(weightI) => onChange({ ...choice, weightI })}
      />
    </>
  );
};

/** A model with all its parameters. */
export function ModelPanel({ name, kind, choice, spikes, onChange }: ModelPanelProps) {
  const table = tableOf(choice.model);
  const problem = problemOf(choice);
  // Order conflicts name one parameter; an error without a known one is shown below the choice of model.
  const fields = [...table.parameters, ...table.variables];
  const named = fields.some((field) => field.name === problem?.parameter);
  const fieldFor = (field: Field) => (
    <ParameterField
      key={`${choice.model} ${field.name}`}
      field={field}
      value={choice.parameters[field.name]}
      problem={problem?.parameter === field.name ? sentence(problem.message) : undefined}
      onChange={(value) => onChange(withParameter(choice, field.name, value))}
    />
  );
  const changed = Object.keys(choice.parameters).length;
  return (
    <section class={`controls model ${kind}-model`} aria-label={name}>
      <Select
        label={<strong class={kind}>{name}</strong>}
        value={choice.model}
        choices={choices}
        help={table.summary}
        onChange={(model) => onChange(withModel(choice, model))}
      />
      {problem && !named && <p class="wrong">{sentence(problem.message)}</p>}
      {spikes && <Weights choice={choice} onChange={onChange} />}
      {table.parameters.length > 0 && (
        <Fieldset legend={`Parameters${changed > 0 ? `, ${changed} changed` : ""}`} fold="open">
          <div class="parameters">{table.parameters.map(fieldFor)}</div>
        </Fieldset>
      )}
      {table.variables.length > 0 && (
        <Fieldset legend="Initial values" fold="closed">
          <div class="parameters">{table.variables.map(fieldFor)}</div>
        </Fieldset>
      )}
    </section>
  );
}

/** A message without the function that it came from, and without the place: there is one neuron only. */
const sentence = (message: string): string => {
  const text = message.replace(/^\w+: /, "").replace(/ \([^()]*population 0\)/, "");
  return `${text}.`;
};
