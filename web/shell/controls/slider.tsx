/** A slider with its value written beside it. */
import { Help, type Labelled, useFieldIds } from "./field.tsx";

/** Properties of {@link Slider}. */
export interface SliderProps extends Labelled {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Unit behind the number, such as `mV`. */
  readonly unit?: string;
  /** Positions by the logarithm of the value; both ends must be positive. Default linear. */
  readonly scale?: "linear" | "logarithmic";
  /** How the number is written; default: with the digits of `step`. */
  readonly format?: (value: number) => string;
  /** While the knob moves. */
  readonly onInput?: (value: number) => void;
  /** When the knob is let go. */
  readonly onChange?: (value: number) => void;
}

const positions = 1000;

/** Digits after the point that a step has. */
const digitsOf = (step: number): number => (String(step).split(".")[1] ?? "").length;

/** Three digits for logarithmic scales, the digits of the step for others. */
function written({ scale, step = 1, format, value }: SliderProps): string {
  if (format) return format(value);
  return scale === "logarithmic" ? String(Number(value.toPrecision(3))) : value.toFixed(digitsOf(step));
}

/** Position on the slider of a value, and back. */
function scaleOf({ scale, min, max, step = 1 }: SliderProps) {
  if (scale !== "logarithmic")
    return { min, max, step, toPosition: (value: number) => value, toValue: (at: number) => at };
  const range = Math.log(max / min);
  const toPosition = (value: number): number => Math.round((positions * Math.log(value / min)) / range);
  const toValue = (at: number): number => Number((min * Math.exp((range * at) / positions)).toPrecision(3));
  return { min: 0, max: positions, step: 1, toPosition, toValue };
}

/** A number that is set by sliding. */
export function Slider(props: SliderProps) {
  const { label, unit, help, disabled, onInput, onChange, value } = props;
  const { id, helpId, describedBy } = useFieldIds(help);
  const { min, max, step, toPosition, toValue } = scaleOf(props);
  const text = `${written(props)}${unit ? ` ${unit}` : ""}`;
  const at = (event: { currentTarget: HTMLInputElement }): number =>
    toValue(event.currentTarget.valueAsNumber);
  return (
    <div class="field slider">
      <label for={id}>{label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={toPosition(value)}
        disabled={disabled}
        aria-valuetext={text}
        {...describedBy}
        onInput={(event) => onInput?.(at(event))}
        onChange={(event) => onChange?.(at(event))}
      />
      <Help id={helpId} text={help} />
    </div>
  );
}
