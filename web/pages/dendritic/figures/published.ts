// What was published for the settings of the page.
import {
  type CurveRow,
  type PublishedCurve,
  type PublishedSummary,
  publishedBarsCurves,
  publishedBarsSummary,
} from "cajal/learning";
import { copiesOf } from "../setup.ts";
import type { Settings } from "../state.ts";

/** A published run of the same form, presentation time and kind of neurons. */
export interface Published {
  /** Its epochs are those of the page that have shown as many patterns. */
  readonly curve: PublishedCurve | undefined;
  readonly summary: PublishedSummary | undefined;
}

// Presentations of each pattern in a published epoch.
const publishedCopies = 3;

/** The published run beside some settings. */
export function publishedFor({
  form,
  latentEquilibrium,
  duration,
}: Pick<Settings, "form" | "latentEquilibrium" | "duration">): Published {
  const implementation = form === "rate" ? "rate matrix" : "spikes";
  const same = (run: PublishedSummary | PublishedCurve): boolean =>
    run.implementation === implementation &&
    run.latentEquilibrium === latentEquilibrium &&
    run.duration === duration;
  const curve = publishedBarsCurves.find(same);
  const scale = publishedCopies / copiesOf(form);
  return {
    curve: curve && { ...curve, epochs: curve.epochs.map((epoch) => epoch * scale) },
    summary: publishedBarsSummary.find(same),
  };
}

/** One value per epoch; undefined where there is none. */
export type Values = readonly (number | undefined)[];

/** Learning curves over the epochs of the page: the own one, then the published one. */
export interface Curves {
  readonly x: readonly number[];
  readonly accuracy: readonly [Values, Values];
  readonly error: readonly [Values, Values];
}

/** Both curves on one axis. */
export function curvesOf(rows: readonly CurveRow[], { curve }: Published): Curves {
  const own = new Map(rows.map((row) => [row.epoch, row]));
  const theirs = new Map((curve?.epochs ?? []).map((epoch, k) => [epoch, k]));
  const x = [...new Set([...own.keys(), ...theirs.keys()])].sort((a, b) => a - b);
  const place = (epoch: number): number => theirs.get(epoch) ?? -1;
  return {
    x,
    accuracy: [
      x.map((epoch) => own.get(epoch)?.testAccuracy),
      x.map((epoch) => curve?.accuracy[place(epoch)]),
    ],
    error: [x.map((epoch) => own.get(epoch)?.testError), x.map((epoch) => curve?.error[place(epoch)])],
  };
}
