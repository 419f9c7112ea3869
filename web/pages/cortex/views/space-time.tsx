// The rates of all areas over the last moments: areas by their place in the hierarchy, time to the right.
import { useEffect, useRef } from "preact/hooks";
import { MatrixImage } from "../../../draw/matrix-image.ts";
import { TimeAxis } from "../../../network/time-axis.tsx";
import { useController } from "../../../simulation/follow.ts";
import { type Activity, bin } from "../activity/activity.ts";
import { shadesOf } from "../activity/shade.ts";
import type { PartProps } from "../part-props.ts";
import { areaName } from "../state.ts";
import { RowLabels } from "./row-labels.tsx";

/** When pulses were on, as a row of the image: -1 is the full colour of the other kind. */
const pulseRow = (activity: Activity, columns: number): Float32Array =>
  Float32Array.from(activity.pulsed(columns), (pulsed) => (pulsed ? -1 : Number.NaN));

function draw(image: MatrixImage, activity: Activity | undefined, window: number): void {
  const columns = window / bin;
  if (!activity) {
    image.draw({ rows: 2, columns, values: new Float32Array(2 * columns).fill(Number.NaN) });
    return;
  }
  const shades = shadesOf(activity.courses(window), columns);
  const values = new Float32Array(columns + shades.length);
  values.set(pulseRow(activity, columns));
  values.set(shades, columns);
  image.draw({ rows: activity.areas.length + 1, columns, values });
}

/** Where times are written, as shares of the time shown. */
const tickShares = [0, 0.2, 0.4, 0.6, 0.8];

/** The map of space and time. */
export function SpaceTime({ controller }: PartProps) {
  useController(controller);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { settings, activity, atlas } = controller;
  const { window } = settings;
  useEffect(() => {
    const image = new MatrixImage(canvas.current as HTMLCanvasElement, 1);
    const show = (): void => draw(image, controller.activity, window);
    show();
    const end = controller.draw(show);
    return () => {
      end();
      image.dispose();
    };
  }, [controller, window]);
  const names = activity?.areas.map(({ index }) => areaName(index)) ?? atlas?.areas.map(({ name }) => name);
  return (
    <figure class="panel figure space-time">
      <h2>Rates by hierarchy and time</h2>
      <div class="grid">
        <RowLabels above={["pulse"]} names={names ?? []} />
        <canvas
          ref={canvas}
          role="img"
          aria-label="Rate of every area over the last moments, lowest area on top"
        />
        <TimeAxis window={window} ticks={tickShares.map((share) => share * window)} />
      </div>
      <figcaption>
        The lowest area of the hierarchy on top; means over {bin} ms, colours as on the map.{" "}
        <b class="I">Pulses</b> in the first row.
      </figcaption>
    </figure>
  );
}
