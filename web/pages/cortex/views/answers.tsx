// How the pulse travelled: the answers of all areas around it, and when they began.
import { useEffect, useRef } from "preact/hooks";
import { MatrixImage } from "../../../draw/matrix-image.ts";
import { placed } from "../../../shell/index.ts";
import { useController } from "../../../simulation/follow.ts";
import type { Activity } from "../activity/activity.ts";
import { type Arrival, conduction, orderOf } from "../activity/order.ts";
import { around } from "../activity/pulse-answers.ts";
import { shadeOf } from "../activity/shade.ts";
import type { Pulse } from "../network/messages.ts";
import type { PartProps } from "../part-props.ts";
import { areaName } from "../state.ts";
import { RowLabels } from "./row-labels.tsx";

/** Time around the pulse that is shown [ms]. */
const shown = { before: 10, after: 60 } as const;
const columns = shown.before + shown.after;

function draw(image: MatrixImage, { answers, areas }: Activity): void {
  const begin = around.before - shown.before;
  const values = new Float32Array(areas.length * columns);
  for (const [row, rates] of answers.means().entries())
    values.set(rates.subarray(begin, begin + columns).map(shadeOf), row * columns);
  image.draw({ rows: areas.length, columns, values });
}

/** Rates of all areas around the pulse. */
function AnswerMap({ activity, count }: { readonly activity: Activity; readonly count: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<MatrixImage>(undefined);
  useEffect(() => {
    const made = new MatrixImage(canvas.current as HTMLCanvasElement, 1);
    image.current = made;
    return () => made.dispose();
  }, []);
  useEffect(() => {
    if (image.current) draw(image.current, activity);
  }, [activity, count]);
  const share = (time: number): string => `${(100 * (time + shown.before)) / columns}%`;
  return (
    <figure class="figure answer-map">
      <h3>Mean rates around the pulse</h3>
      <div class="grid">
        <RowLabels names={activity.areas.map(({ index }) => areaName(index))} />
        <div class="image">
          <canvas ref={canvas} role="img" aria-label="Mean rate of every area around the pulse" />
          <i class="onset" ref={placed({ left: share(0) })} />
        </div>
        <div class="time-axis" aria-hidden="true">
          {[0, 20, 40, 60].map((time) => (
            <span key={time} ref={placed({ left: share(time) })}>
              {time === 60 ? "60 ms" : time}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

const size = { width: 320, height: 230, left: 40, right: 12, top: 10, bottom: 40 } as const;
const longest = 50;

/** Arrival against distance, with the mean delay of a direct axon. */
function Latencies({ order }: { readonly order: readonly Arrival[] }) {
  const reach = Math.max(40, ...order.map(({ distance }) => distance)) + 4;
  const x = (distance: number): number =>
    size.left + ((size.width - size.left - size.right) * distance) / reach;
  const y = (time: number): number =>
    size.height - size.bottom - ((size.height - size.top - size.bottom) * time) / longest;
  return (
    <figure class="figure latencies">
      <h3>Arrival and distance</h3>
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label="Arrival of the pulse against distance"
      >
        {[0, 10, 20, 30, 40, 50].map((time) => (
          <g key={time}>
            <path class="grid-line" d={`M${size.left},${y(time)}H${size.width - size.right}`} />
            <text x={size.left - 6} y={y(time) + 4} text-anchor="end">
              {time}
            </text>
          </g>
        ))}
        {[0, 20, 40, 60]
          .filter((distance) => distance < reach)
          .map((distance) => (
            <text key={distance} x={x(distance)} y={size.height - size.bottom + 15} text-anchor="middle">
              {distance}
            </text>
          ))}
        <text x={x(reach / 2)} y={size.height - 6} text-anchor="middle">
          distance (mm)
        </text>
        <text transform={`translate(11 ${y(longest / 2)}) rotate(-90)`} text-anchor="middle">
          arrival (ms)
        </text>
        <path class="delay" d={`M${x(0)},${y(0)}L${x(reach)},${y(reach / conduction)}`} />
        {order.map(({ area, distance, time, direct }) => (
          <circle key={area} class={direct ? "direct" : "relayed"} cx={x(distance)} cy={y(time)} r="4">
            <title>{`${areaName(area)}: ${distance.toFixed(0)} mm, ${time} ms`}</title>
          </circle>
        ))}
      </svg>
      <figcaption>
        Line: mean delay of an axon at {conduction} mm/ms. Filled: areas with synapses from where the pulse
        was.
      </figcaption>
    </figure>
  );
}

function Order({ order }: { readonly order: readonly Arrival[] }) {
  return (
    <ol class="order" aria-label="Order of arrival">
      {order.map(({ area, time }) => (
        <li key={area} data-area={areaName(area)} data-time={time}>
          <b>{areaName(area)}</b> {time} ms
        </li>
      ))}
    </ol>
  );
}

const pulseText = ({ area, amplitude, duration }: Pulse, count: number): string =>
  `${count === 1 ? "One pulse" : `Mean over ${count} pulses`} of ${Math.round(amplitude)} pA and ${duration} ms ` +
  `into ${areaName(area)}.`;

/** The panel. */
export function AnswersPanel({ controller }: PartProps) {
  useController(controller);
  const { activity, atlas } = controller;
  const { count = 0, pulse } = activity?.answers ?? {};
  const order =
    activity && atlas && pulse ? orderOf(atlas, pulse.area, activity.arrivals(atlas.areas.length)) : [];
  return (
    <section class="panel answers" aria-label="How the pulse travelled" data-count={count}>
      <h2>How the pulse travelled</h2>
      {activity && pulse && count > 0 ? (
        <>
          <p class="note">
            {pulseText(pulse, count)} It arrives where the mean rate first exceeds that before the pulse by
            three standard deviations for two milliseconds, within 50 ms: in {order.length} of{" "}
            {activity.areas.length - 1} other areas. Late and lonely answers may be chance, which takes less
            part with every pulse that is repeated.
          </p>
          <div class="answer-figures">
            <AnswerMap activity={activity} count={count} />
            <Latencies order={order} />
          </div>
          <Order order={order} />
        </>
      ) : (
        <p class="note">
          Send a pulse into an area: its excitatory neurons receive a current for some milliseconds. What the
          other areas answer, and in which order, stands here.
        </p>
      )}
    </section>
  );
}
