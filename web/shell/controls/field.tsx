/** What all controls share: a name, an explanation, and the ties between them. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** What every control has. */
export interface Labelled {
  /** Name of the quantity as the literature has it. */
  readonly label: ComponentChildren;
  /** One short sentence that says what it does. */
  readonly help?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** Identifiers that tie a control to its label and help. */
export function useFieldIds(help: string | undefined): { id: string; helpId: string; describedBy: object } {
  const id = useId();
  const helpId = `${id}-help`;
  return { id, helpId, describedBy: help === undefined ? {} : { "aria-describedby": helpId } };
}

/** The explanation below a control. */
export const Help = ({ id, text }: { id: string; text: string | undefined }) =>
  text === undefined ? null : (
    <p class="field-help" id={id}>
      {text}
    </p>
  );
