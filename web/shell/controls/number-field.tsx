/** A number that is typed. */
import { useState } from "preact/hooks";
import { Help, type Labelled, useFieldIds } from "./field.tsx";

/** Properties of {@link NumberField}. */
export interface NumberFieldProps extends Labelled {
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
  /** When a permitted number was typed and left, or entered. */
  readonly onChange: (value: number) => void;
}

/** What is wrong with a text; undefined when it is a permitted number. */
function problemOf(text: string, { min = -Infinity, max = Infinity }: NumberFieldProps): string | undefined {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return "Type a number.";
  if (value < min) return `The smallest value is ${min}.`;
  return value > max ? `The largest value is ${max}.` : undefined;
}

/** A number that is typed; what is not permitted is said below and not passed on. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, min, max, step, help, disabled, onChange } = props;
  const { id, helpId } = useFieldIds(help);
  const [typed, setTyped] = useState<string>();
  const problem = typed === undefined ? undefined : problemOf(typed, props);
  const leave = (): void => {
    if (typed === undefined || problem !== undefined) return;
    setTyped(undefined);
    if (Number(typed) !== value) onChange(Number(typed));
  };
  return (
    <div class="field number">
      <label for={id}>{label}</label>
      <span class="number-box">
        <input
          id={id}
          type="number"
          inputmode="decimal"
          min={min}
          max={max}
          step={step ?? "any"}
          value={typed ?? value}
          disabled={disabled}
          aria-invalid={problem !== undefined}
          aria-describedby={helpId}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={leave}
        />
        {unit ? <span class="unit">{unit}</span> : null}
      </span>
      <div aria-live="polite">
        <Help id={helpId} text={problem ?? help} />
      </div>
    </div>
  );
}
