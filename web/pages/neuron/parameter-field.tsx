// One parameter of a model: a field with unit, default, range, and what is wrong with it.
import { choicesOf, type Field } from "cajal/models";
import { useId, useState } from "preact/hooks";

/** Properties of {@link ParameterField}. */
export interface ParameterFieldProps {
  readonly field: Field;
  /** The chosen value; undefined where it is the default. */
  readonly value: number | undefined;
  /** What is wrong with the value together with the others. */
  readonly problem: string | undefined;
  /** A new value, or undefined for the default. */
  readonly onChange: (value: number | undefined) => void;
}

// Numbers beyond this mean that there is no bound.
const unbounded = 1e300;

const bounded = (bound: number | null): bound is number => bound !== null && Math.abs(bound) < unbounded;

/** The allowed values in a few signs. */
export function rangeOf({ low, high, open, unit }: Field): string {
  if (unit === "boolean") return "0 or 1";
  const choices = choicesOf({ unit });
  if (choices) return choices.map((name, number) => `${number} ${name}`).join(", ");
  const [above, below] = open ? [">", "<"] : ["≥", "≤"];
  const parts = [
    ...(bounded(low) ? [`${above} ${low}`] : []),
    ...(bounded(high) ? [`${below} ${high}`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "any";
}

/** The default as it is shown. */
const defaultOf = ({ value }: Field): string =>
  value === null || Math.abs(value) >= unbounded ? "none" : String(value);

/** A number from what was typed: undefined for nothing, not a number for what is none. */
const read = (text: string): number | undefined => (text.trim() === "" ? undefined : Number(text));

/** The field. Emptied it goes back to the default. */
export function ParameterField({ field, value, problem, onChange }: ParameterFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const standard = defaultOf(field);
  const notNumber = typed !== undefined && Number.isNaN(read(typed) ?? 0);
  const wrong = notNumber ? "Type a number, such as 10 or 2.5e2." : problem;
  const input = (text: string): void => {
    setTyped(text);
    const number = read(text);
    if (number === undefined || Number.isFinite(number))
      onChange(number === field.value ? undefined : number);
  };
  const changed = value !== undefined;
  return (
    <div class={changed ? "parameter changed" : "parameter"}>
      <label for={id} title={field.text}>
        {field.name}
      </label>
      <span class="number-box">
        <input
          id={id}
          name={field.name}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          value={typed ?? value ?? (standard === "none" ? "" : standard)}
          placeholder={standard}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-help`}
          onInput={(event) => input(event.currentTarget.value)}
          onBlur={() => !notNumber && setTyped(undefined)}
        />
        <span class="unit">{field.unit === "boolean" || choicesOf(field) ? "" : field.unit}</span>
      </span>
      <p id={`${id}-help`} class={wrong ? "wrong" : "range"} aria-live="polite">
        {wrong ?? `${field.text}; default ${standard}, ${rangeOf(field)}`}
      </p>
    </div>
  );
}
