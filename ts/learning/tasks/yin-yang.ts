// The Yin-Yang task: points of a plane in three classes, of which none can be told by a line (Kriener et al. 2022).
import { optionsOf } from "../../network/values/fields.ts";
import { checkNumber, finite, sizeFrom } from "../checks.ts";
import { checkSeed, type RandomStream, randomStream } from "../random.ts";
import { oneHot, type Sample, type Task } from "../task.ts";

/** Options of {@link yinYang}. */
export interface YinYangOptions {
  /** Points to learn from and to be tested with; default 6000 and 1000. */
  readonly samples?: number;
  readonly testSamples?: number;
  /** Target potentials of the output of the class and of the others; default 1 and 0. */
  readonly targetHigh?: number;
  readonly targetLow?: number;
  /** Of the points; default 1. */
  readonly seed?: number;
}

const names: readonly (keyof YinYangOptions)[] = [
  "samples",
  "testSamples",
  "targetHigh",
  "targetLow",
  "seed",
];

const radius = 0.5;
const dotRadius = 0.1;

/** The class of a point of the disc: 0 yin, 1 yang, 2 one of the dots. @throws CajalError E_TYPE, E_NOT_FINITE */
export function yinYangClass(x: number, y: number): 0 | 1 | 2 {
  checkNumber(x, "yinYangClass", "x", finite);
  checkNumber(y, "yinYangClass", "y", finite);
  const right = Math.hypot(x - 1.5 * radius, y - radius);
  const left = Math.hypot(x - 0.5 * radius, y - radius);
  if (right < dotRadius || left < dotRadius) return 2;
  const yin = left <= 0.5 * radius || (y > radius && right > 0.5 * radius);
  return yin ? 0 : 1;
}

/** A point of a class, by drawing in the square until one fits. */
function point(goal: number, random: RandomStream): readonly [number, number] {
  for (;;) {
    const [x, y] = [2 * radius * random.uniform(), 2 * radius * random.uniform()];
    if (Math.hypot(x - radius, y - radius) <= radius && yinYangClass(x, y) === goal) return [x, y];
  }
}

/**
 * The Yin-Yang task: inputs x, y, 1 - x, 1 - y in (0, 1), three outputs, classes equally frequent.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM
 */
export function yinYang(options: YinYangOptions = {}): Task {
  const call = "yinYang";
  optionsOf(options, names, call);
  const { seed = 1 } = options;
  checkSeed(seed, call);
  const count = (name: "samples" | "testSamples", standard: number): number =>
    checkNumber(options[name] ?? standard, call, name, sizeFrom(1));
  const high = checkNumber(options.targetHigh ?? 1, call, "targetHigh", finite);
  const low = checkNumber(options.targetLow ?? 0, call, "targetLow", finite);
  const draw = (size: number, random: RandomStream): readonly Sample[] =>
    Array.from({ length: size }, () => {
      const label = random.below(3);
      const [x, y] = point(label, random);
      return { input: Float64Array.of(x, y, 1 - x, 1 - y), target: oneHot(label, 3, high, low) };
    });
  const samples = draw(count("samples", 6000), randomStream(seed, "teacher"));
  const tested = draw(count("testSamples", 1000), randomStream(seed, "test"));
  return {
    name: "yin-yang",
    inputs: 4,
    outputs: 3,
    reset: false,
    training: (random) => random.shuffled(samples),
    test: () => tested,
  };
}
