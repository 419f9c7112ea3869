// What one sees, and what the settings of the page do, in words.
import type { CurveRow } from "cajal/learning";
import type { ComponentChildren } from "preact";
import type { State } from "../state.ts";

// Membrane time constant of all cells [ms]: 1 / (0.03 + 0.1 + 0.06).
const tau = 5.3;

// Without latent equilibrium published runs learn the task from here on [ms].
const longEnough = 500;

// With it a step is 0.1 ms, and signal and error need about ten of them; noise of spikes needs more time.
const shortest = { rate: 1, spikes: 20 } as const;

/** What is to be expected with latent equilibrium, or without. */
function expectation({ form, latentEquilibrium, duration }: State): string {
  if (latentEquilibrium) {
    if (duration < shortest.rate)
      return (
        `Signal and error need some ten steps of 0.1 ms to cross the network: ${duration} ms are too few, and ` +
        "learning is slower, or fails."
      );
    if (duration < shortest[form])
      return (
        `In ${duration} ms there are few spikes, and the error is lost in their noise: learning takes long, or ` +
        `fails. Published runs, with five times as many spikes, learn in ${shortest.spikes} ms or more.`
      );
    return (
      "With latent equilibrium a change crosses a layer in one step of 0.1 ms instead of one membrane time " +
      `constant (${tau} ms). The error belongs to the pattern that is shown, so that ${shortest[form]} ms per ` +
      "pattern are enough."
    );
  }
  if (duration < longEnough)
    return (
      `Without latent equilibrium every layer lags by its membrane time constant (${tau} ms). ` +
      `In ${duration} ms errors mix with the onset of the pattern and drive weights astray: accuracy stays near ` +
      "chance or at two classes of three. Switch latent equilibrium on, or show patterns for 500 ms."
    );
  return (
    `In ${duration} ms, about a hundred time constants, the network settles long before the next pattern: ` +
    "the task can be learned, slowly."
  );
}

// An error like this after some epochs says that weights ran to their bounds.
const lost = { epoch: 5, error: 3 } as const;

/** Properties of {@link Outlook}. */
export interface OutlookProps {
  readonly state: State;
  /** The last row of the learning curve. */
  readonly row: CurveRow | undefined;
}

/** The present settings in words. */
export const Outlook = ({ state, row }: OutlookProps) => (
  <section class="panel outlook" aria-label="What to expect" aria-live="polite">
    <h2>What to expect</h2>
    {row && row.epoch >= lost.epoch && row.testError > lost.error && (
      <p class="lost">
        Weights have run to their bounds, ±4, and the error with them. Take smaller learning rates or a longer
        presentation time.
      </p>
    )}
    <p>{expectation(state)}</p>
    {!state.selfPredicting && (
      <p>
        Interneurons begin with random weights: apical dendrites are loud at first, and fall silent as
        interneurons learn to cancel the feedback. That takes longer.
      </p>
    )}
    {state.form === "spikes" && (
      <p>
        Spikes are Poisson, 100 per ms at a rate of 1: some 70,000 per second and cell, far from physiology.
        Read a cell as a population. Fewer spikes make errors noisy, and learning fails. Before each pattern
        all potentials are set to rest.
      </p>
    )}
  </section>
);

const Item = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** How to read the page. */
export const Reading = () => (
  <section class="panel reading" aria-label="How to read this page">
    <h2>How to read this page</h2>
    <dl>
      <Item name="The task">
        Nine pixels, eight patterns, three classes: rows, columns, diagonals. No single pixel tells the class,
        so that hidden cells must learn something.
      </Item>
      <Item name="Two dendrites">
        A hidden pyramidal cell hears the pixels with its basal dendrite. With its apical dendrite it hears
        the outputs (W<sub>down</sub>, fixed and random) and the interneurons (W<sub>pi</sub>), which subtract
        what the network itself expects of the outputs.
      </Item>
      <Item name="The error">
        While a teacher pulls the outputs, the two no longer cancel: the apical potential is the error of this
        cell. It moves the soma, and basal weights learn to predict the soma. No signal runs backwards through
        weights, and training and test need no phases. In tests, without a teacher, apical potentials are less
        than half as large while the network learns: interneurons follow the outputs that they predict. Both
        fade as the outputs reach their targets.
      </Item>
      <Item name="The curve">
        Accuracy and squared error of tests with teacher and learning off. Published runs (dashed) put
        everything to rest before each pattern, have targets 1 and 0, and show 24 patterns per epoch; their
        epochs are stretched to the same number of patterns; their spikes are five times as many. Rates here
        are shown in one stream, with targets 1 and 0.1.
      </Item>
      <Item name="Sources">
        Circuit: Sacramento, Costa, Bengio and Senn (2018). Latent equilibrium and task: Haider, Ellenberger,
        Kriener, Jordan, Senn and Petrovici (2021), whose published code carries a patent notice for
        prospective coding. Spiking form: Gille (2023).
      </Item>
    </dl>
  </section>
);
