// The plane of g and external rate with its regimes, and the point where the network is.
import { type BrunelPoint, brunelBalance, brunelBoundaries, brunelExamples } from "cajal/networks";
import { useRef } from "preact/hooks";
import { ranges } from "./state.ts";

/** Properties of {@link Plane}. */
export interface PlaneProps extends BrunelPoint {
  /** While the point moves. */
  readonly onMove: (point: BrunelPoint) => void;
}

const width = 360;
const height = 330;
const margin = { left: 42, right: 10, top: 10, bottom: 40 };

const x = (g: number): number =>
  margin.left + ((width - margin.left - margin.right) * (g - ranges.g.min)) / (ranges.g.max - ranges.g.min);
const y = (eta: number): number =>
  height -
  margin.bottom -
  ((height - margin.top - margin.bottom) * (eta - ranges.eta.min)) / (ranges.eta.max - ranges.eta.min);

const path = (points: readonly BrunelPoint[]): string =>
  points.map(({ g, eta }, k) => `${k === 0 ? "M" : "L"}${x(g).toFixed(1)},${y(eta).toFixed(1)}`).join("");

const { fast, slow, quiet } = brunelBoundaries;
const edge = { left: ranges.g.min, right: ranges.g.max, top: ranges.eta.max, bottom: ranges.eta.min };
const tip = slow.at(-1) as BrunelPoint;
const onset = quiet[0]?.eta ?? 0.84;
const corner = { g: brunelBalance, eta: onset };

/** Outlines of the regions, in the order in which they are painted. */
const regions = {
  AI: [
    corner,
    { g: brunelBalance, eta: edge.top },
    { g: edge.right, eta: edge.top },
    { g: edge.right, eta: quiet.at(-1)?.eta ?? onset },
    ...quiet.toReversed(),
  ],
  SR: [
    { g: edge.left, eta: edge.top },
    { g: brunelBalance, eta: edge.top },
    corner,
    { g: edge.left, eta: onset },
  ],
  quiet: [
    { g: edge.left, eta: onset },
    corner,
    ...quiet,
    { g: edge.right, eta: edge.bottom },
    { g: edge.left, eta: edge.bottom },
  ],
  fast: [...fast, { g: edge.right, eta: edge.top }],
  slow: [
    corner,
    { g: brunelBalance, eta: slow[0]?.eta ?? onset },
    ...slow,
    ...quiet.filter(({ g }) => g < tip.g).toReversed(),
  ],
} satisfies Record<string, readonly BrunelPoint[]>;

const labels: readonly { readonly at: BrunelPoint; readonly lines: readonly string[] }[] = [
  { at: { g: 1.9, eta: 3.1 }, lines: ["SR", "synchronous", "regular"] },
  { at: { g: 6.95, eta: 3.6 }, lines: ["SI fast", "synchronous", "irregular"] },
  { at: { g: 6.5, eta: 2.1 }, lines: ["AI", "asynchronous", "irregular"] },
  { at: { g: 5.45, eta: 1.05 }, lines: ["SI slow"] },
  { at: { g: 1.9, eta: 0.52 }, lines: ["quiet or SR", "as it was before"] },
  { at: { g: 6, eta: 0.42 }, lines: ["almost quiet"] },
];

const Label = ({ at, lines }: (typeof labels)[number]) => (
  <text x={x(at.g)} y={y(at.eta)} class="region-label">
    {lines.map((line, k) => (
      <tspan key={line} x={x(at.g)} dy={k === 0 ? 0 : "1.15em"} class={k === 0 ? "name" : ""}>
        {line}
      </tspan>
    ))}
  </text>
);

const Axes = () => (
  <g class="axes">
    {[0, 2, 4, 6, 8].map((g) => (
      <text key={g} x={x(g)} y={height - margin.bottom + 16} text-anchor="middle">
        {g}
      </text>
    ))}
    {[0, 1, 2, 3, 4].map((eta) => (
      <text key={eta} x={margin.left - 8} y={y(eta) + 4} text-anchor="end">
        {eta}
      </text>
    ))}
    <text x={x(4)} y={height - 6} text-anchor="middle">
      relative inhibition g
    </text>
    <text transform={`translate(13 ${y(2)}) rotate(-90)`} text-anchor="middle">
      external rate ν
      <tspan class="index" dy="3">
        ext
      </tspan>
      <tspan dy="-3"> / ν</tspan>
      <tspan class="index" dy="3">
        thr
      </tspan>
    </text>
    <rect
      x={x(edge.left)}
      y={y(edge.top)}
      width={x(edge.right) - x(edge.left)}
      height={y(edge.bottom) - y(edge.top)}
    />
  </g>
);

const limit = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value));

/** A point on the grid of the plane. */
const snapped = (g: number, eta: number): BrunelPoint => ({
  g: Number(limit(Math.round(g * 20) / 20, ranges.g).toFixed(2)),
  eta: Number(limit(Math.round(eta * 20) / 20, ranges.eta).toFixed(2)),
});

/** Steps of the arrow keys. */
const arrows: Readonly<Record<string, readonly [g: number, eta: number]>> = {
  ArrowLeft: [-0.1, 0],
  ArrowRight: [0.1, 0],
  ArrowUp: [0, 0.1],
  ArrowDown: [0, -0.1],
};

/** The plane. The point follows a finger, a mouse and the arrow keys. */
export function Plane({ g, eta, onMove }: PlaneProps) {
  const drawing = useRef<SVGSVGElement>(null);
  // Keys may come faster than the page is rendered.
  const present = useRef<BrunelPoint>({ g, eta });
  present.current = { g, eta };
  const moveTo = ({ clientX, clientY }: PointerEvent): void => {
    const box = drawing.current?.getBoundingClientRect();
    if (!box) return;
    const across = ((clientX - box.left) / box.width) * width;
    const down = ((clientY - box.top) / box.height) * height;
    const fraction = (across - x(ranges.g.min)) / (x(ranges.g.max) - x(ranges.g.min));
    const rise = (down - y(ranges.eta.min)) / (y(ranges.eta.max) - y(ranges.eta.min));
    onMove(snapped(fraction * ranges.g.max, rise * ranges.eta.max));
  };
  const press = (event: PointerEvent): void => {
    drawing.current?.setPointerCapture(event.pointerId);
    moveTo(event);
  };
  const key = (event: KeyboardEvent): void => {
    const step = arrows[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? 5 : 1;
    present.current = snapped(present.current.g + size * step[0], present.current.eta + size * step[1]);
    onMove(present.current);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset
    <svg
      ref={drawing}
      class="plane"
      viewBox={`0 0 ${width} ${height}`}
      onPointerDown={press}
      onPointerMove={(event) => event.buttons > 0 && moveTo(event)}
      role="group"
      aria-label="Plane of relative inhibition and external rate"
    >
      {Object.entries(regions).map(([name, outline]) => (
        <path key={name} class={`region ${name}`} d={`${path(outline)}Z`} />
      ))}
      <path class="boundary" d={path(fast)} />
      <path class="boundary" d={path(slow)} />
      <path class="boundary" d={path(quiet)} />
      <path class="boundary" d={path([corner, { g: brunelBalance, eta: edge.top }])} />
      {labels.map((label) => (
        <Label key={label.lines[0]} {...label} />
      ))}
      {brunelExamples.map((example) => (
        <circle key={example.regime} class="example" cx={x(example.g)} cy={y(example.eta)} r="4" />
      ))}
      <Axes />
      <g class="crosshair">
        <path d={`M${x(g)},${y(eta)}V${y(edge.bottom)}M${x(g)},${y(eta)}H${x(edge.left)}`} />
      </g>
      <circle
        class="point"
        cx={x(g)}
        cy={y(eta)}
        r="10"
        role="slider"
        tabindex={0}
        aria-label="Place of the network on the plane; arrow keys move it"
        aria-valuemin={ranges.g.min}
        aria-valuemax={ranges.g.max}
        aria-valuenow={g}
        aria-valuetext={`g ${g}, external rate ${eta}`}
        onKeyDown={key}
      />
    </svg>
  );
}
