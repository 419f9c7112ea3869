// What was measured beside what the theory says.
import type { ComponentChildren } from "preact";
import type { Measures } from "./frame.ts";
import type { Theory } from "./theory.ts";

const number = (value: number | undefined, digits: number): string =>
  value === undefined || !Number.isFinite(value) ? "–" : value.toFixed(digits);

/** Where the spectrum peaks above its first frequencies, which the window spreads the mean into [1/s]. */
function peakOf({ frequencies, power }: Measures): number | undefined {
  if (!frequencies || !power) return undefined;
  let best = 2;
  for (let k = 3; k < power.length; k++) if ((power[k] as number) > (power[best] as number)) best = k;
  return frequencies[best];
}

interface RowProps {
  readonly name: ComponentChildren;
  readonly unit?: string;
  readonly measured: string;
  readonly theory: string;
  readonly id: string;
}

const Row = ({ name, unit, measured, theory, id }: RowProps) => (
  <tr>
    <th scope="row">
      {name} {unit && <span class="unit">{unit}</span>}
    </th>
    <td data-measure={id}>{measured}</td>
    <td data-theory={id}>{theory}</td>
  </tr>
);

/** The table. */
export function Readings(props: {
  readonly measures: Measures | undefined;
  readonly theory: Theory | undefined;
}) {
  const { measures, theory } = props;
  const peak = measures && peakOf(measures);
  const growing = theory?.oscillation && theory.oscillation.gain > 1 ? theory.oscillation : undefined;
  return (
    <section class="panel readings">
      <h2>Measured and predicted</h2>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">network</th>
            <th scope="col">theory</th>
          </tr>
        </thead>
        <tbody>
          <Row
            id="rate"
            name="mean rate"
            unit="1/s"
            measured={number(measures?.rate, 1)}
            theory={number(theory?.state.rate, 1)}
          />
          <Row
            id="cv"
            name="CV of ISI"
            measured={number(measures?.cv, 2)}
            theory={number(theory?.state.cv, 2)}
          />
          <Row
            id="peak"
            name="strongest rhythm"
            unit="Hz"
            measured={number(peak, 0)}
            theory={number(growing?.frequency, 0)}
          />
          <Row id="synchrony" name="synchrony" measured={number(measures?.synchrony, 2)} theory="–" />
        </tbody>
      </table>
      <p class="note" aria-live="polite" data-regime={theory?.regime}>
        {theory?.text}
      </p>
      <p class="note quiet">
        CV: 0 is a clock, 1 is chance; the theory takes the input of a neuron for pure chance, which it is
        not. Synchrony χ of 1,000 neurons in bins of 1 ms: 0.03 for independent neurons, 1 when all fire
        together.
        {measures &&
          ` Measured over the last ${(measures.duration / 1000).toFixed(1)} s, since the last change.`}
      </p>
    </section>
  );
}
