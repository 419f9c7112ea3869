// What the network answered to each pattern in the last test.
import { largest } from "cajal/learning";
import { classes, patterns } from "../setup.ts";
import { Pattern } from "./pattern.tsx";

const height = 44;

/** Height of a bar that shows a potential, of those between 0 and 1.2. */
const tall = (value: number): number => (height * Math.min(1.2, Math.max(0, value))) / 1.2;

function Answer({ pattern, outputs }: { readonly pattern: number; readonly outputs: Float64Array }) {
  const label = patterns[pattern]?.label ?? 0;
  const known = outputs.every(Number.isFinite);
  const answer = largest(outputs);
  const right = answer === label;
  const name = known
    ? `${classes[label]}: answered ${classes[answer]}, ${right ? "right" : "wrong"}`
    : `${classes[label]}: not tested yet`;
  return (
    <li title={name} data-right={known ? right : undefined}>
      <Pattern pattern={pattern} size={30} />
      <svg class="bars" viewBox={`0 0 30 ${height}`} width="30" height={height} aria-hidden="true">
        {known &&
          [...outputs].map((value, k) => (
            <rect
              key={classes[k]}
              class={`value class-${k}`}
              x={1 + 10 * k}
              y={height - tall(value)}
              width="8"
              height={tall(value)}
            />
          ))}
        <path class="floor" d={`M0 ${height - 0.5}H30`} />
      </svg>
      <span class="mark" aria-hidden="true">
        {known ? (right ? "✓" : "✗") : "·"}
      </span>
      <span class="hidden-word">{name}</span>
    </li>
  );
}

/** The eight answers. */
export function Answers({ answers }: { readonly answers: Float64Array | undefined }) {
  return (
    <section class="panel answers" aria-label="Answers in the last test">
      <h2>Answers in the last test</h2>
      <ul>
        {patterns.map((_, pattern) => (
          <Answer
            key={`${pattern}`}
            pattern={pattern}
            outputs={answers?.subarray(3 * pattern, 3 * pattern + 3) ?? new Float64Array(3).fill(Number.NaN)}
          />
        ))}
      </ul>
      <p class="caption">
        The largest output is the answer: <span class="class-0">rows</span>,{" "}
        <span class="class-1">columns</span> or <span class="class-2">diagonals</span>.
      </p>
    </section>
  );
}
