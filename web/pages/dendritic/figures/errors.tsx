// Numbers that tell how well the network predicts itself.
import type { ComponentChildren } from "preact";
import type { Errors } from "../lesson/frame.ts";

const small = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value)
    ? "–"
    : value !== 0 && value < 0.001
      ? value.toExponential(0)
      : value.toFixed(3);

const names: readonly (readonly [measure: keyof Errors, name: ComponentChildren])[] = [
  ["taught", "apical error, taught"],
  ["apical", "apical error, test"],
  ["interneurons", "interneuron error, test"],
  [
    "feedforward",
    <>
      (W<sub>ip</sub> − W<sub>up</sub>)²
    </>,
  ],
  [
    "feedback",
    <>
      (W<sub>pi</sub> + W<sub>down</sub>)²
    </>,
  ],
];

/** The error while a teacher is there, and four numbers that are 0 where the network predicts itself. */
export const ErrorNumbers = ({ errors }: { readonly errors: Errors | undefined }) => (
  <dl class="readouts errors">
    {names.map(([measure, name]) => (
      <div key={measure}>
        <dt>{name}</dt>
        <dd data-measure={measure}>{small(errors?.[measure])}</dd>
      </div>
    ))}
  </dl>
);
