// Images of digits, from the files of MNIST or of any set of that form.
import { checkParts } from "../../arguments/check.ts";
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkFlag, checkNumber, finite, wholeFrom } from "../checks.ts";
import { oneHot, type Sample, type Task } from "../task.ts";
import { readIdx } from "./idx.ts";

/** Images and their labels, each an IDX file as it is, compressed or not. */
export interface DigitFiles {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** Options of {@link digits}. */
export interface DigitOptions {
  /** Side of the squares of pixels that are averaged into one; default 1, and 2 makes 14 x 14 of 28 x 28. */
  readonly pool?: number;
  /** The digits to tell apart, each with an output in this order; default 0 to 9. */
  readonly classes?: readonly number[];
  /** Most samples for training and for tests, the first of the files; default all. */
  readonly samples?: number;
  readonly testSamples?: number;
  /** Target potentials of the output of the class and of the others; default 1 and 0. */
  readonly targetHigh?: number;
  readonly targetLow?: number;
  /** Whether everything is brought to rest before each presentation; default false. */
  readonly reset?: boolean;
}

/** How images become samples. */
interface Form {
  readonly pool: number;
  readonly classes: readonly number[];
  readonly high: number;
  readonly low: number;
}

const call = "digits";

const names = ["pool", "classes", "samples", "testSamples", "targetHigh", "targetLow", "reset"];

/** An image of bytes as numbers from 0 to 1, squares of pixels averaged. */
function pooled(pixels: Uint8Array, rows: number, columns: number, pool: number): Float64Array {
  const [height, width] = [rows / pool, columns / pool];
  const image = new Float64Array(height * width);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const place = Math.floor(row / pool) * width + Math.floor(column / pool);
      image[place] = (image[place] as number) + (pixels[row * columns + column] as number);
    }
  return image.map((sum) => sum / (255 * pool * pool));
}

function samplesOf(
  files: DigitFiles,
  { pool, classes, high, low }: Form,
  most: number,
  set: string,
): Sample[] {
  checkParts(files, call, set, {});
  const images = readIdx(files.images, `${set}.images`);
  const labels = readIdx(files.labels, `${set}.labels`);
  const shapes = { images: images.shape.join(" x "), labels: labels.shape.join(" x ") };
  const [count = 0, rows = 0, columns = 0] = images.shape;
  const place = { call, parameter: set, value: `${shapes.images} images and ${shapes.labels} labels` };
  if (images.shape.length !== 3 || labels.shape.length !== 1 || labels.shape[0] !== count)
    fail("E_SHAPE", {
      ...place,
      must: `${set} must be as many labels as images, images with rows and columns`,
    });
  if (count === 0) fail("E_SIZE", { ...place, must: `${set} must have an image` });
  if (rows % pool !== 0 || columns % pool !== 0)
    fail("E_SHAPE", {
      ...place,
      parameter: "pool",
      value: pool,
      must: `pool must divide the sides of the images (${rows} x ${columns})`,
    });
  const targets = classes.map((_, output) => oneHot(output, classes.length, high, low));
  const samples: Sample[] = [];
  for (let image = 0; image < count && samples.length < most; image++) {
    const label = labels.values[image] as number;
    if (label > 9)
      fail("E_PARAM_RANGE", {
        call,
        parameter: `${set}.labels[${image}]`,
        value: label,
        must: "labels must be from 0 to 9",
      });
    const output = classes.indexOf(label);
    if (output < 0) continue;
    const pixels = images.values.subarray(image * rows * columns, (image + 1) * rows * columns);
    samples.push({
      // Made when it is shown: as numbers all images would take eight times the room of their files.
      get input() {
        return pooled(pixels, rows, columns, pool);
      },
      target: targets[output] as Float64Array,
    });
  }
  return samples.length > 0
    ? samples
    : fail("E_SIZE", { ...place, must: `${set} must have an image of the classes` });
}

function checkClasses(classes: readonly number[]): readonly number[] {
  const allowed = "two or more different digits from 0 to 9";
  const place = { call, parameter: "classes", value: classes, allowed, must: `classes must be ${allowed}` };
  if (!Array.isArray(classes)) fail("E_TYPE", place);
  const valid = classes.every((digit) => Number.isInteger(digit) && digit >= 0 && digit <= 9);
  if (!valid || classes.length < 2 || new Set(classes).size !== classes.length) fail("E_PARAM_RANGE", place);
  return [...classes];
}

/**
 * A task of images of digits. Inputs are pixels from 0 to 1, row by row; each epoch shows every image once, in a
 * random order, image and label together.
 *
 * @throws CajalError E_IO for files that are damaged or of another form, E_SHAPE where images and labels do not fit,
 *   E_SIZE, E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM
 * @example
 * const file = (name: string) => readFileSync(`mnist/${name}-ubyte.gz`);
 * const train = { images: file("train-images-idx3"), labels: file("train-labels-idx1") };
 * const task = digits(train, { images: file("t10k-images-idx3"), labels: file("t10k-labels-idx1") }, { pool: 2 });
 */
export function digits(training: DigitFiles, test: DigitFiles, options: DigitOptions = {}): Task {
  optionsOf(options, names, call);
  const count = (name: "samples" | "testSamples"): number =>
    options[name] === undefined ? Infinity : checkNumber(options[name], call, name, wholeFrom(1));
  const reset = checkFlag(options.reset ?? false, call, "reset");
  const form: Form = {
    pool: checkNumber(options.pool ?? 1, call, "pool", wholeFrom(1)),
    classes: checkClasses(options.classes ?? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    high: checkNumber(options.targetHigh ?? 1, call, "targetHigh", finite),
    low: checkNumber(options.targetLow ?? 0, call, "targetLow", finite),
  };
  const learned = samplesOf(training, form, count("samples"), "training");
  const tested = samplesOf(test, form, count("testSamples"), "test");
  const inputs = (learned[0] as Sample).input.length;
  const other = (tested[0] as Sample).input.length;
  if (other !== inputs)
    fail("E_SHAPE", {
      call,
      parameter: "test",
      value: other,
      must: `the tested images must have ${inputs} pixels too`,
    });
  return {
    name: "digits",
    inputs,
    outputs: form.classes.length,
    reset,
    training: (random) => random.shuffled(learned),
    test: () => tested,
  };
}
