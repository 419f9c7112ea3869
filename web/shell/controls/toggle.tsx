/** On or off. */
import { Help, type Labelled, useFieldIds } from "./field.tsx";

/** Properties of {@link Toggle}. */
export interface ToggleProps extends Labelled {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** A switch. */
export function Toggle({ label, value, help, disabled, onChange }: ToggleProps) {
  const { id, helpId, describedBy } = useFieldIds(help);
  return (
    <div class="field toggle">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={value}
        aria-checked={value}
        disabled={disabled}
        {...describedBy}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      <Help id={helpId} text={help} />
    </div>
  );
}
