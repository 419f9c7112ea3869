// Files of the page: learning curve and weights.
import type { CurveRow } from "cajal/learning";
import { type Export, figureFiles } from "../../../shell/index.ts";
import { publishedFor } from "../figures/published.ts";
import type { Frame } from "../lesson/frame.ts";
import type { State } from "../state.ts";

const columns = ["epoch", "trainAccuracy", "trainError", "testAccuracy", "testError"] as const;

/** The learning curve as text. */
const curveCsv = (rows: readonly CurveRow[]): string =>
  [
    "epoch,training accuracy,training error,test accuracy,test error",
    ...rows.map((row) => columns.map((name) => row[name]).join(",")),
    "",
  ].join("\n");

async function figure(rows: readonly CurveRow[], state: State): Promise<string> {
  const { learningCurves } = await import("cajal/learning");
  const { curve } = publishedFor(state);
  const label = `${state.form}${state.latentEquilibrium ? ", LE" : ""}, ${state.duration} ms`;
  return learningCurves([{ label, runs: [rows], published: curve }], { width: 640, height: 360 });
}

/** Weights and settings as JSON. */
const weightsJson = ({ weights, epoch }: Frame, settings: State): string =>
  JSON.stringify(
    {
      settings,
      epoch,
      weights: Object.fromEntries(
        Object.entries(weights).map(([name, { rows, columns: width, values }]) => [
          name,
          Array.from({ length: rows }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]),
        ]),
      ),
    },
    undefined,
    1,
  );

/** What the export menu offers. */
export function exportsOf(
  state: State,
  rows: readonly CurveRow[],
  frame: Frame | undefined,
): readonly Export[] {
  const unavailable = rows.length > 1 && frame ? undefined : "press Start first";
  const text = (content: string, type: string): Blob => new Blob([content], { type });
  return [
    {
      label: "Learning curve (CSV)",
      name: "dendritic-curve.csv",
      unavailable,
      make: () => text(curveCsv(rows), "text/csv"),
    },
    {
      label: "Weights and settings (JSON)",
      name: "dendritic-weights.json",
      unavailable,
      make: () => text(weightsJson(frame as Frame, state), "application/json"),
    },
    ...figureFiles({ label: "Learning curve", name: "dendritic-curve", unavailable }, () =>
      figure(rows, state),
    ),
  ];
}
