// What the neurons did over time: spikes, variables, and the current they got.
import { useEffect, useRef } from "preact/hooks";
import { type Line, LinePlot, type LinePlotOptions } from "../../draw/line-plot.ts";
import { currentOf, unitOf, withStrokes } from "./drawn.ts";
import type { Experiment } from "./experiment.ts";
import type { Course, Courses } from "./messages.ts";

/** Colours of the first and the second model. */
export const modelColours = ["excitatory", "inhibitory"] as const;

/** Properties of {@link Plot}. */
interface PlotProps {
  readonly options: LinePlotOptions;
  readonly x: ArrayLike<number>;
  readonly lines: readonly ArrayLike<number | null>[];
  readonly label: string;
  readonly class?: string;
}

/** A line plot as a component. */
export function Plot({ options, x, lines, label, class: name = "" }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<LinePlot>(undefined);
  const key = JSON.stringify(options);
  useEffect(() => {
    plot.current = new LinePlot(place.current as HTMLElement, options);
    return () => plot.current?.dispose();
  }, [key]);
  useEffect(() => plot.current?.setData(x, lines));
  return <div ref={place} class={`plot ${name}`} role="img" aria-label={label} />;
}

// Room on the right for the last number of the axis.
const room = 1.02;

const at = (index: number): (typeof modelColours)[number] => modelColours[index] ?? "excitatory";

/** The lines of a recordable, of each model that has it. */
function linesOf(name: string, courses: readonly Course[]): { line: Line; values: Float64Array }[] {
  return courses.flatMap(({ values, spikes }, index) => {
    const found = values[name];
    if (!found) return [];
    const drawn = name === "V_m" ? withStrokes(found, spikes) : found;
    return [{ line: { label: name, colour: at(index) }, values: drawn }];
  });
}

const Spikes = ({
  courses,
  duration,
}: {
  readonly courses: readonly Course[];
  readonly duration: number;
}) => (
  <div class="spikes" role="img" aria-label="Times of spikes">
    {courses.map(({ spikes }, index) => (
      <svg
        key={index}
        class={at(index)}
        aria-hidden="true"
        viewBox={`0 0 ${room * duration} 10`}
        preserveAspectRatio="none"
      >
        <path d={Array.from(spikes, (time) => `M${time},1V9`).join("")} vector-effect="non-scaling-stroke" />
      </svg>
    ))}
  </div>
);

/** Properties of {@link CourseFigures}. */
export interface CourseProps {
  readonly courses: Courses;
  readonly experiment: Experiment;
  readonly recordables: readonly string[];
}

/** Figures below each other with a common axis of time. */
export function CourseFigures({ courses: { times, courses }, experiment, recordables }: CourseProps) {
  const { duration } = experiment;
  // Models without recordables have no samples.
  const x = times.length > 0 ? times : Float64Array.of(0, duration);
  const common = { xRange: [0, room * duration] as const };
  return (
    <>
      <Spikes courses={courses} duration={duration} />
      {recordables.map((name) => {
        const lines = linesOf(name, courses);
        if (lines.length === 0) return null;
        return (
          <Plot
            key={name}
            class={name === "V_m" ? "tall" : ""}
            label={`${name} over time`}
            options={{
              ...common,
              lines: lines.map(({ line }) => line),
              y: `${name} (${unitOf(name, experiment)})`,
            }}
            x={x}
            lines={lines.map(({ values }) => values)}
          />
        );
      })}
      <Plot
        class="current"
        label="Current over time"
        options={{ ...common, lines: [{ label: "current", colour: "ink" }], x: "time (ms)", y: "I (pA)" }}
        x={x}
        lines={[currentOf(experiment, x)]}
      />
    </>
  );
}
