// Four numbers that tell how well the network predicts itself.
import type { Errors } from "./frame.ts";

const small = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value)
    ? "–"
    : value !== 0 && value < 0.001
      ? value.toExponential(0)
      : value.toFixed(3);

/** Four numbers that are 0 while the network predicts itself. */
export function ErrorNumbers({ errors }: { readonly errors: Errors | undefined }) {
  return (
    <dl class="readouts errors">
      <div>
        <dt>apical error</dt>
        <dd data-measure="apical">{small(errors?.apical)}</dd>
      </div>
      <div>
        <dt>interneuron error</dt>
        <dd>{small(errors?.interneurons)}</dd>
      </div>
      <div>
        <dt>
          W<sub>ip</sub> − W<sub>up</sub>
        </dt>
        <dd>{small(errors?.feedforward)}</dd>
      </div>
      <div>
        <dt>
          W<sub>pi</sub> + W<sub>down</sub>
        </dt>
        <dd>{small(errors?.feedback)}</dd>
      </div>
    </dl>
  );
}
