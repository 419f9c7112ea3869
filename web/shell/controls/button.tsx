/** Buttons and groups of controls. */
import type { ComponentChildren } from "preact";

/** Properties of {@link Button}. */
export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** `primary` for the one thing that the page is about; default plain. */
  readonly kind?: "primary" | "plain" | "quiet";
  readonly disabled?: boolean | undefined;
  /** The name of a button that shows no words, or else begins with those it shows: a name is spoken as it is read. */
  readonly label?: string;
  /** More than its words say, shown beside the pointer. */
  readonly hint?: string;
  /** For buttons that stay down. */
  readonly pressed?: boolean | undefined;
  /** The key that does the same, shown with the name, such as `Space`. */
  readonly shortcut?: string;
}

/** A button. */
export function Button(props: ButtonProps) {
  const { children, onClick, kind = "plain", disabled, label, hint, pressed, shortcut } = props;
  const title = [hint ?? label, shortcut && `(${shortcut})`].filter(Boolean).join(" ");
  return (
    <button
      type="button"
      class={`button ${kind}`}
      disabled={disabled}
      onClick={onClick}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(title === "" ? {} : { title })}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
    >
      {children}
    </button>
  );
}

/** Properties of {@link Fieldset}. */
export interface FieldsetProps {
  readonly legend: string;
  readonly children: ComponentChildren;
  /** Whether it can be folded, and how it begins; default: it cannot. */
  readonly fold?: "open" | "closed";
}

/** Controls that belong together. */
export function Fieldset({ legend, children, fold }: FieldsetProps) {
  if (fold === undefined)
    return (
      <fieldset class="group">
        <legend>{legend}</legend>
        {children}
      </fieldset>
    );
  return (
    <details class="group" open={fold === "open"}>
      <summary>{legend}</summary>
      {children}
    </details>
  );
}
