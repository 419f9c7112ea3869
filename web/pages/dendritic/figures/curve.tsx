// The learning curve, beside the published one.
import type { CurveRow } from "cajal/learning";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { LinePlot, type LinePlotOptions } from "../../../draw/line-plot.ts";
import { copiesOf, patterns } from "../setup.ts";
import type { State } from "../state.ts";
import { curvesOf, type Published, publishedFor, type Values } from "./published.ts";

// Ends of the horizontal axis [epochs].
const ends = [50, 100, 200, 400, 1000];

// The last mark has its number below it, and half of that on its right.
const room = 1.1;

// Errors outside are drawn on the edge.
const errorRange = [1e-4, 1] as const;

const lines = (colour: string) => [
  { label: "here", colour, width: 2 },
  { label: "published", colour: "neutral", width: 1, dash: [4, 3] },
];

const accuracyOptions = (xRange: readonly [number, number]): LinePlotOptions => ({
  lines: lines("excitatory"),
  x: "epoch",
  y: "accuracy",
  xRange,
  yLeast: [0, 1.05],
});

const errorOptions = (xRange: readonly [number, number]): LinePlotOptions => ({
  lines: lines("inhibitory"),
  x: "epoch",
  y: "error",
  xRange,
  yLogarithmic: errorRange,
});

const inRange = (values: Values): Values =>
  values.map((value) => value && Math.min(errorRange[1], Math.max(errorRange[0], value)));

// Patterns in a published epoch.
const publishedEpoch = 24;

/** What is known of the published run, in words. */
function comparison({ curve, summary }: Published): string {
  if (!summary) return "";
  const { accuracy, firstPerfect } = summary;
  const outcome =
    firstPerfect === undefined
      ? `accuracy ${accuracy.toFixed(2)} after 24,000 patterns`
      : `first all right after ${(publishedEpoch * firstPerfect).toLocaleString("en")} patterns`;
  return `${curve ? "Dashed:" : "Published:"} Gille (2023), ${outcome}.`;
}

/** When all answers were right for the first time. */
function outcome(rows: readonly CurveRow[], form: State["form"]): string {
  const perfect = rows.find(({ testAccuracy }) => testAccuracy === 1);
  if (!perfect) return "chance: 0.375";
  const shown = perfect.epoch * patterns.length * copiesOf(form);
  return `first all right after ${shown.toLocaleString("en")} patterns`;
}

/** Accuracy and error over the epochs. */
export function Curve({ rows, state }: { readonly rows: readonly CurveRow[]; readonly state: State }) {
  const places = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)] as const;
  const plots = useRef<readonly [LinePlot, LinePlot]>(undefined);
  const { form, latentEquilibrium, duration } = state;
  const published = useMemo(
    () => publishedFor({ form, latentEquilibrium, duration }),
    [form, latentEquilibrium, duration],
  );
  const last = rows.at(-1);
  const end = ends.find((one) => one >= (last?.epoch ?? 0)) ?? 1000;

  useEffect(() => {
    const xRange = [0, room * end] as const;
    const made = [
      new LinePlot(places[0].current as HTMLElement, accuracyOptions(xRange)),
      new LinePlot(places[1].current as HTMLElement, errorOptions(xRange)),
    ] as const;
    plots.current = made;
    return () => {
      for (const plot of made) plot.dispose();
    };
  }, [end]);
  useEffect(() => {
    const { x, accuracy, error } = curvesOf(rows, published);
    plots.current?.[0].setData(x, accuracy);
    plots.current?.[1].setData(x, error.map(inRange));
  }, [rows, published, end]);
  return (
    <figure class="panel figure curve">
      <h2>Learning curve</h2>
      <p class="now-numbers">
        <span>
          accuracy <b data-measure="accuracy">{last ? last.testAccuracy.toFixed(3) : "–"}</b>
        </span>
        <span>
          error <b data-measure="error">{last ? Number(last.testError.toPrecision(2)) : "–"}</b>
        </span>
        <span>{outcome(rows, form)}</span>
      </p>
      <div class="plots">
        <div ref={places[0]} class="plot" role="img" aria-label="Accuracy in tests over epochs" />
        <div ref={places[1]} class="plot" role="img" aria-label="Squared error in tests over epochs" />
      </div>
      <figcaption>{comparison(published)}</figcaption>
    </figure>
  );
}
