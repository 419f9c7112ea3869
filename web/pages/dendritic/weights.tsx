// The weights, one column per hidden cell, and the apical potentials below them.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { ErrorNumbers } from "./errors.tsx";
import type { Frame, Look } from "./frame.ts";
import { Image, transposed } from "./image.tsx";

// Weights begin between -1 and 1 and are kept between -4 and 4.
const range = 1.5;

// Of the bars of apical potentials.
const apicalRange = 0.3;

interface RowProps {
  readonly name: ComponentChildren;
  readonly way: string;
  /** Two that mirror each other stand together; the pixels need more room. */
  readonly kind?: "first" | "second" | "tall";
  readonly children: ComponentChildren;
}

const Row = ({ name, way, kind, children }: RowProps) => (
  <div class={`row ${kind ?? ""}`}>
    <div class="name">
      <b>{name}</b>
      <small>{way}</small>
    </div>
    {children}
  </div>
);

/** Mean apical potentials of a presentation as bars, up where the cell should fire more. */
function ApicalBars({ look }: { readonly look: Look | undefined }) {
  if (!look) return <svg class="apical-bars" viewBox="0 0 30 2" aria-hidden="true" />;
  const cells = look.apical.length / look.times.length;
  const means = Array.from({ length: cells }, (_, cell) => {
    let sum = 0;
    for (let piece = 0; piece < look.times.length; piece++)
      sum += look.apical[piece * cells + cell] as number;
    return sum / look.times.length;
  });
  return (
    <svg
      class="apical-bars"
      viewBox={`0 0 ${cells} 2`}
      preserveAspectRatio="none"
      role="img"
      aria-label="Mean apical potential of each hidden cell"
    >
      {means.map((mean, cell) => {
        const tall = Math.min(1, Math.abs(mean) / apicalRange);
        const side = mean < 0 ? "negative" : "positive";
        return (
          <rect
            key={`${cell}`}
            class={side}
            x={cell + 0.12}
            y={mean < 0 ? 1 : 1 - tall}
            width="0.76"
            height={Number.isFinite(tall) ? tall : 0}
          />
        );
      })}
      <path class="axis" d={`M0 1H${cells}`} />
    </svg>
  );
}

/** All weights. */
export function WeightImages({
  frame,
  look,
}: {
  readonly frame: Frame | undefined;
  readonly look: Look | undefined;
}) {
  const weights = frame?.weights;
  const drawn = useMemo(
    () =>
      weights && {
        input: transposed(weights.input),
        output: weights.output,
        ip: weights.ip,
        pi: transposed(weights.pi),
        down: transposed(weights.down, -1),
      },
    [weights],
  );
  return (
    <section class="panel weights" aria-label="Weights">
      <h2>Weights, one column per hidden cell</h2>
      <Row
        name={
          <>
            W<sub>up</sub>
          </>
        }
        way="pixels → basal"
        kind="tall"
      >
        <Image matrix={drawn?.input} range={range} label="Weights from the nine pixels" />
      </Row>
      <Row
        name={
          <>
            W<sub>up</sub>
          </>
        }
        way="→ outputs"
        kind="first"
      >
        <Image matrix={drawn?.output} range={range} label="Weights to the outputs" />
      </Row>
      <Row
        name={
          <>
            W<sub>ip</sub>
          </>
        }
        way="→ interneurons"
        kind="second"
      >
        <Image matrix={drawn?.ip} range={range} label="Weights to the interneurons" />
      </Row>
      <Row
        name={
          <>
            −W<sub>down</sub>
          </>
        }
        way="outputs → apical"
        kind="first"
      >
        <Image matrix={drawn?.down} range={range} label="Weights from the outputs, with the opposite sign" />
      </Row>
      <Row
        name={
          <>
            W<sub>pi</sub>
          </>
        }
        way="interneurons → apical"
        kind="second"
      >
        <Image matrix={drawn?.pi} range={range} label="Weights from the interneurons" />
      </Row>
      <Row name="apical" way="mean potential">
        <ApicalBars look={look} />
      </Row>
      <ErrorNumbers errors={frame?.errors} />
      <p class="caption">
        <span class="scale" aria-hidden="true" /> −1.5 … 1.5. While pairs look alike, interneurons predict the
        outputs, and the apical dendrite hears only the teacher.
      </p>
    </section>
  );
}
