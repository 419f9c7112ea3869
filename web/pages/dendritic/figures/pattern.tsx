// The pattern that is shown, and what the network answers.
import type { ComponentChildren } from "preact";
import type { Look } from "../lesson/frame.ts";
import { classes, patterns } from "../setup.ts";

/** A pattern as a small picture. */
export function Pattern({ pattern, size }: { readonly pattern: number; readonly size: number }) {
  const { lit, label } = patterns[pattern] as (typeof patterns)[number];
  return (
    <svg class={`pattern class-${label}`} viewBox="0 0 33 33" width={size} height={size} aria-hidden="true">
      {lit.map((on, k) => (
        <rect
          key={`${k}`}
          class={on ? "lit" : "dark"}
          x={1 + 11 * (k % 3)}
          y={1 + 11 * Math.floor(k / 3)}
          width="9"
          height="9"
          rx="1.5"
        />
      ))}
    </svg>
  );
}

// Bars show potentials in this range.
const [low, high] = [-0.2, 1.2] as const;

const along = (value: number): number =>
  (100 * (Math.min(high, Math.max(low, Number.isFinite(value) ? value : 0)) - low)) / (high - low);

interface OutputProps {
  readonly label: number;
  readonly value: number;
  readonly target: number;
}

/** An output beside its target. */
function Output({ label, value, target }: OutputProps) {
  const [zero, end, aim] = [along(0), along(value), along(target)];
  return (
    <div class={`output class-${label}`}>
      <dt>{classes[label]}</dt>
      <dd data-output={label}>
        <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
          <rect class="range" width="100" height="12" />
          <rect class="value" x={Math.min(zero, end)} y="2" width={Math.abs(end - zero)} height="8" />
          <rect class="target" x={aim - 0.6} width="1.2" height="12" />
        </svg>
        <span>{Number.isFinite(value) ? value.toFixed(2) : "–"}</span>
      </dd>
    </div>
  );
}

const phase = ({ taught, place, of }: Look): ComponentChildren => (
  <>
    <strong>{taught ? "Training" : "Test"}</strong> {place} of {of}, teacher {taught ? "on" : "off"}
  </>
);

/** The pattern of the moment with its outputs and their targets. */
export function Present({ look }: { readonly look: Look | undefined }) {
  return (
    <section class="panel present" aria-label="The pattern of the moment">
      <h2>Pattern and outputs</h2>
      <div class="showing">
        {look ? <Pattern pattern={look.pattern} size={76} /> : <div class="no-pattern" />}
        <dl>
          {classes.map((name, label) => (
            <Output
              key={name}
              label={label}
              value={look?.output[label] ?? Number.NaN}
              target={look?.target[label] ?? 0}
            />
          ))}
        </dl>
      </div>
      <p class="caption">{look ? phase(look) : "The first pattern comes in a moment"}. Stroke: target.</p>
    </section>
  );
}
