// The weights, one column per hidden cell, and the apical potentials below them.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { DrawnMatrix } from "../../../draw/matrix-image.ts";
import type { Frame, Look } from "../lesson/frame.ts";
import { ApicalBars } from "./apical-bars.tsx";
import { ErrorNumbers } from "./errors.tsx";
import { Image, transposed } from "./image.tsx";

// Weights begin between -1 and 1 and are kept between -4 and 4.
const weightRange = 1.5;

interface Line {
  readonly matrix: keyof Frame["weights"];
  readonly name: readonly [letter: string, index: string];
  readonly way: string;
  /** Two that mirror each other stand together; the pixels need more room. */
  readonly kind: "first" | "second" | "tall";
  readonly label: string;
  readonly drawn: (matrix: DrawnMatrix) => DrawnMatrix;
}

const asItIs = (matrix: DrawnMatrix): DrawnMatrix => matrix;

const lines: readonly Line[] = [
  {
    matrix: "input",
    name: ["W", "up"],
    way: "pixels → basal",
    kind: "tall",
    label: "Weights from the nine pixels",
    drawn: transposed,
  },
  {
    matrix: "output",
    name: ["W", "up"],
    way: "→ outputs",
    kind: "first",
    label: "Weights to the outputs",
    drawn: asItIs,
  },
  {
    matrix: "ip",
    name: ["W", "ip"],
    way: "→ interneurons",
    kind: "second",
    label: "Weights to the interneurons",
    drawn: asItIs,
  },
  {
    matrix: "down",
    name: ["−W", "down"],
    way: "outputs → apical",
    kind: "first",
    label: "Weights from the outputs, with the opposite sign",
    drawn: (matrix) => transposed(matrix, -1),
  },
  {
    matrix: "pi",
    name: ["W", "pi"],
    way: "interneurons → apical",
    kind: "second",
    label: "Weights from the interneurons",
    drawn: transposed,
  },
];

interface RowProps {
  readonly name: ComponentChildren;
  readonly way: string;
  readonly kind?: Line["kind"];
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

/** Properties of {@link WeightImages}. */
export interface WeightImagesProps {
  readonly frame: Frame | undefined;
  readonly look: Look | undefined;
  /** Apical potentials as large as this have full bars. */
  readonly range: number;
}

/** All weights. */
export function WeightImages({ frame, look, range }: WeightImagesProps) {
  const weights = frame?.weights;
  const matrices = useMemo(
    () => weights && lines.map(({ matrix, drawn }) => drawn(weights[matrix])),
    [weights],
  );
  return (
    <section class="panel weights" aria-label="Weights">
      <h2>Weights, one column per hidden cell</h2>
      {lines.map(({ matrix, name: [letter, index], way, kind, label }, k) => (
        <Row
          key={matrix}
          name={
            <>
              {letter}
              <sub>{index}</sub>
            </>
          }
          way={way}
          kind={kind}
        >
          <Image matrix={matrices?.[k]} range={weightRange} label={label} />
        </Row>
      ))}
      <Row name="apical" way={`mean potential, ±${range}`}>
        <ApicalBars look={look} range={range} />
      </Row>
      <ErrorNumbers errors={frame?.errors} />
      <p class="caption">
        <span class="scale" aria-hidden="true" /> −1.5 … 1.5. While pairs look alike, interneurons predict the
        outputs, and the apical dendrite hears little but the teacher. Bars are means, numbers the norm of
        these means and mean squares, over the second half of a presentation.
      </p>
    </section>
  );
}
