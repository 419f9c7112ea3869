/** One of several named choices. */
import { Help, type Labelled, useFieldIds } from "./field.tsx";

/** A choice; `group` puts it under a heading. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly group?: string;
}

/** Properties of {@link Select}. */
export interface SelectProps<Value extends string> extends Labelled {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

const option = <Value extends string>({ value, label }: Choice<Value>) => (
  <option key={value} value={value}>
    {label}
  </option>
);

/** Choices in the order given, those with a group below its heading. */
function options<Value extends string>(choices: readonly Choice<Value>[]) {
  const groups = new Map<string | undefined, Choice<Value>[]>();
  for (const choice of choices) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  return [...groups].map(([group, members]) =>
    group === undefined ? (
      members.map(option)
    ) : (
      <optgroup key={group} label={group}>
        {members.map(option)}
      </optgroup>
    ),
  );
}

/** A list to choose from. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, choices, help, disabled, onChange } = props;
  const { id, helpId, describedBy } = useFieldIds(help);
  return (
    <div class="field select">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        {...describedBy}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        {options(choices)}
      </select>
      <Help id={helpId} text={help} />
    </div>
  );
}
