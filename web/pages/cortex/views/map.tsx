// The areas on a flat map, coloured by their present rates, with the pathways of the chosen one.
import { useEffect, useRef } from "preact/hooks";
import { useController } from "../../../simulation/follow.ts";
import { shadeOf } from "../activity/shade.ts";
import type { Controller } from "../controller.ts";
import type { Atlas, MapArea } from "../network/messages.ts";
import type { PartProps } from "../part-props.ts";
import { Legend, mixed } from "./legend.tsx";
import { Notice } from "./notice.tsx";

// Radius of an area, room around the map, and the widest pathway [mm]: areas are at least 8 mm apart.
const radius = 3.1;
const margin = 6;
const widest = 1.5;

// The rate of an area is a mean over so much of the past [ms].
const present = 10;

function viewBoxOf({ areas }: Atlas): string {
  const [xs, ys] = [areas.map(({ x }) => x), areas.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const [width, height] = [Math.max(...xs) + margin - left, Math.max(...ys) + margin - top];
  return [left, top, width, height].map((value) => value.toFixed(2)).join(" ");
}

/** Lines from the chosen area to those that it projects to; the square root of synapses is their width. */
function Pathways({ atlas, from }: { readonly atlas: Atlas; readonly from: number }) {
  const { areas, synapses } = atlas;
  const strengths = areas.map((_, target) =>
    target === from ? 0 : (synapses[target * areas.length + from] as number),
  );
  const most = Math.max(...strengths);
  const begin = areas[from] as MapArea;
  return (
    <g class="pathways">
      {areas.map(({ name, x, y }, target) => {
        const strength = strengths[target] as number;
        if (strength === 0) return null;
        const width = Math.max(0.12, widest * Math.sqrt(strength / most));
        return <path key={name} d={`M${begin.x},${begin.y}L${x},${y}`} stroke-width={width} />;
      })}
    </g>
  );
}

/** The button on the chosen area. */
function Bolt({ controller, area }: { readonly controller: Controller; readonly area: MapArea }) {
  const fire = (): void => void controller.pulse();
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    fire();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing holds no button
    <g
      class="bolt"
      role="button"
      tabindex={0}
      aria-label={`Pulse into ${area.name}`}
      transform={`translate(${area.x + 2.9} ${area.y - 2.9})`}
      onClick={fire}
      onKeyDown={press}
    >
      <circle r="2" />
      <path d="M0.35,-1.35L-0.85,0.25H-0.1L-0.35,1.35L0.85,-0.25H0.1Z" />
    </g>
  );
}

/** What an area is, in words. */
const described = ({ name, hierarchy, architecture }: MapArea, arrival: number | undefined): string =>
  `${name}: hierarchy ${hierarchy.toFixed(2)}, type ${architecture}` +
  (arrival === undefined || Number.isNaN(arrival) ? "" : `, answered after ${arrival} ms`);

/** The name of an area and, where a pulse arrived, when it did [ms]. */
const Names = ({ area, arrival }: { readonly area: string; readonly arrival: number | undefined }) =>
  arrival === undefined ? (
    <text y="0.75">{area}</text>
  ) : (
    <>
      <text y="-0.1">{area}</text>
      <text class="arrival" y="1.95">
        {arrival} ms
      </text>
    </>
  );

/** Arrow keys go along the hierarchy. */
const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

interface AreasProps {
  readonly controller: Controller;
  readonly atlas: Atlas;
}

function Areas({ controller, atlas }: AreasProps) {
  const { chosen } = controller.settings;
  const { activity, built } = controller;
  const count = atlas.areas.length;
  const current = built?.cortex === controller.settings.cortex ? activity : undefined;
  const arrivals = current?.arrivals(count) ?? [];
  const pulsed = current?.answers.pulse?.area;
  const answered = new Set(
    [...arrivals.keys()].filter((area) => area !== pulsed && Number.isFinite(arrivals[area])),
  );
  const simulated = new Set(current?.areas.map(({ index }) => index) ?? atlas.areas.keys());
  const key = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (chosen + step + count) % count;
    controller.set({ chosen: next });
    const group = (event.currentTarget as Element).parentElement;
    (group?.children[next] as SVGElement | undefined)?.focus();
  };
  return (
    <g class="areas">
      {atlas.areas.map((area, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a drawing holds no button
        <g
          key={area.name}
          role="button"
          tabindex={index === chosen ? 0 : -1}
          aria-pressed={index === chosen}
          aria-label={described(area, arrivals[index])}
          class={`area ${simulated.has(index) ? "" : "absent"} ${index === pulsed ? "pulsed" : ""}`}
          data-area={area.name}
          transform={`translate(${area.x} ${area.y})`}
          onClick={() => controller.set({ chosen: index })}
          onKeyDown={key}
        >
          <title>{described(area, arrivals[index])}</title>
          <circle r={radius} />
          <Names area={area.name} arrival={answered.has(index) ? arrivals[index] : undefined} />
        </g>
      ))}
    </g>
  );
}

/** Colours the areas of a drawing by their present rates. */
function shade(drawing: SVGSVGElement, { activity, atlas }: Controller): void {
  const rates = activity?.present(present) ?? [];
  const shown = new Map(activity?.areas.map(({ index }, place) => [atlas?.areas[index]?.name, rates[place]]));
  for (const area of drawing.querySelectorAll<SVGGElement>(".area")) {
    const rate = shown.get(area.dataset.area ?? "");
    const circle = area.querySelector("circle") as SVGCircleElement;
    circle.style.fill = rate === undefined ? "" : mixed(shadeOf(rate));
  }
}

/** The map. */
export function MapView({ controller }: PartProps) {
  useController(controller);
  const drawing = useRef<SVGSVGElement>(null);
  useEffect(() => controller.draw(() => drawing.current && shade(drawing.current, controller)), [controller]);
  const { atlas, settings } = controller;
  return (
    <figure class="panel figure map">
      <h2>Areas on the flat map</h2>
      <div class="map-frame">
        {atlas && (
          // biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset
          <svg
            ref={drawing}
            viewBox={viewBoxOf(atlas)}
            role="group"
            aria-label="Areas; arrow keys choose one"
          >
            <Pathways atlas={atlas} from={settings.chosen} />
            <Areas controller={controller} atlas={atlas} />
            <Bolt controller={controller} area={atlas.areas[settings.chosen] as MapArea} />
            <ScaleBar atlas={atlas} />
          </svg>
        )}
        <Notice controller={controller} />
      </div>
      <Legend />
      <figcaption>
        Press an area to see its pathways and its layers, and the bolt on it to send a pulse. In an area: when
        the pulse arrived there.
      </figcaption>
    </figure>
  );
}

/** Ten millimetres. */
function ScaleBar({ atlas: { areas } }: { readonly atlas: Atlas }) {
  const x = Math.min(...areas.map((area) => area.x)) - margin + 1.5;
  const y = Math.max(...areas.map((area) => area.y)) + margin - 1.5;
  return (
    <g class="scale-bar">
      <path d={`M${x},${y}h10`} />
      <text x={x + 5} y={y - 0.9}>
        10 mm
      </text>
    </g>
  );
}
