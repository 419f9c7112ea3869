// Digits: the IDX format with everything that can be wrong with it, and a real small set.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { backpropagation, digits, randomStream, readIdx, train } from "../../../ts/learning/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";

/** An IDX file of unsigned bytes. */
function idx(shape: readonly number[], values: ArrayLike<number>): Uint8Array {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  for (const [k, size] of shape.entries()) head.writeUInt32BE(size, 4 + 4 * k);
  return new Uint8Array(Buffer.concat([head, Uint8Array.from(values)]));
}

const count = 300;
const require = createRequire(import.meta.url);

/** The first digits of the package, each class equally often, as files of MNIST's own form. */
const files = (first: number, end: number) => {
  const pixels: number[] = [];
  const labels: number[] = [];
  const data = Array.from({ length: 10 }, (_, digit) => {
    const text = readFileSync(require.resolve(`mnist/src/digits/${digit}.json`), "utf8");
    return (JSON.parse(text) as { data: number[] }).data;
  });
  for (let place = first; place < end; place++)
    for (const [digit, values] of data.entries()) {
      pixels.push(...values.slice(784 * place, 784 * (place + 1)).map((value) => Math.round(255 * value)));
      labels.push(digit);
    }
  return { images: idx([labels.length, 28, 28], pixels), labels: idx([labels.length], labels) };
};

const small = {
  images: idx([3, 2, 4], [0, 255, 10, 20, 255, 0, 30, 40, ...Array<number>(16).fill(51)]),
  labels: idx([3], [7, 1, 7]),
};

describe("readIdx", () => {
  it("reads shape and values, compressed or not", () => {
    const plain = readIdx(small.images);
    expect(plain.shape).toEqual([3, 2, 4]);
    expect([...plain.values.subarray(0, 5)]).toEqual([0, 255, 10, 20, 255]);
    const compressed = readIdx(gzipSync(small.images));
    expect(compressed.shape).toEqual(plain.shape);
    expect([...compressed.values]).toEqual([...plain.values]);
  });

  const whole = small.images;
  const zipped = gzipSync(
    idx(
      [40, 40],
      Array.from({ length: 1600 }, (_, k) => (k * k) % 251),
    ),
  );
  const without = (bytes: Uint8Array, place: number, value: number) => bytes.with(place, value);
  it.each([
    ["nothing", new Uint8Array(0), "4 bytes or more, this has 0"],
    ["a wrong magic", without(whole, 0, 1), "begins with two bytes of 0"],
    ["floating point", without(whole, 2, 13), "32-bit floating point"],
    ["an unknown type", without(whole, 2, 77), "the type 77"],
    ["no dimension", without(whole, 3, 0), "0 dimensions"],
    ["sizes cut short", whole.subarray(0, 10), "missing or cut short"],
    ["values cut short", whole.subarray(0, 30), "need 24 bytes, there are 14"],
    ["values too many", Uint8Array.of(...whole, 1), "need 24 bytes, there are 25"],
    ["sizes beyond all files", without(without(whole, 4, 255), 8, 255), "more than can be read"],
    ["gzip cut short", zipped.subarray(0, zipped.length - 200), "digits.gz"],
    ["gzip that is none", Uint8Array.of(0x1f, 0x8b, 1, 2, 3), "digits.gz"],
  ])("refuses %s", (_, bytes, text) => {
    const error = errorOf(() => readIdx(bytes, "digits.gz"));
    expect(error.code).toBe("E_IO");
    expect(error.message).toContain(text);
    expect(error.message).toContain("digits.gz");
  });

  it("refuses what is no bytes", () => {
    expect(errorOf(() => readIdx("file" as never)).code).toBe("E_TYPE");
  });
});

describe("digits", () => {
  it("keeps image and label together, pools squares of pixels, and takes the classes asked for", () => {
    const task = digits(small, small, { pool: 2, classes: [1, 7], targetLow: 0.1 });
    expect([task.inputs, task.outputs]).toEqual([2, 2]);
    const samples = task.test(randomStream(1, "test"));
    expect(samples.map(({ target }) => [...(target ?? [])])).toEqual([
      [0.1, 1],
      [1, 0.1],
      [0.1, 1],
    ]);
    const [left, right] = samples[0]?.input ?? [];
    expect(left).toBeCloseTo(0.5, 15);
    expect(right).toBeCloseTo(25 / 255, 15);
    const shuffled = task.training(randomStream(1, "order", 3));
    for (const sample of shuffled)
      expect(samples.map(({ input }) => [...input])).toContainEqual([...sample.input]);
    expect(digits(small, small, { pool: 1, samples: 2 }).training(randomStream(1, "order", 1)).length).toBe(
      2,
    );
  });

  it.each([
    ["E_SHAPE", { images: small.images, labels: idx([2], [7, 1]) }, {}],
    ["E_SHAPE", { images: small.labels, labels: small.labels }, {}],
    ["E_SHAPE", small, { pool: 3 }],
    ["E_SIZE", small, { classes: [3, 4] }],
    ["E_SIZE", { images: idx([0, 2, 2], []), labels: idx([0], []) }, {}],
    ["E_PARAM_RANGE", { images: small.images, labels: idx([3], [7, 10, 1]) }, {}],
    ["E_PARAM_RANGE", small, { classes: [1, 1] }],
    ["E_PARAM_RANGE", small, { classes: [1] }],
    ["E_PARAM_RANGE", small, { pool: 0 }],
    ["E_TYPE", small, { classes: 7 as never }],
    ["E_IO", { images: small.images.subarray(0, 20), labels: small.labels }, {}],
  ])("%s for a set that is no set %#", (code, set, options) => {
    expect(errorOf(() => digits(set, set, options)).code).toBe(code);
  });

  it("refuses tested images of another size", () => {
    const other = { images: idx([1, 2, 2], [1, 2, 3, 4]), labels: idx([1], [7]) };
    expect(errorOf(() => digits(small, other)).code).toBe("E_SHAPE");
  });

  inVerify.it(
    "is learned by backpropagation from a small real set: more than 78 of 100 new digits",
    async () => {
      const [training, tested] = [files(0, count / 3), files(count / 3, count / 3 + 20)];
      const task = digits({ ...training, images: gzipSync(training.images) }, tested, { pool: 2 });
      expect([task.inputs, task.outputs]).toEqual([196, 10]);
      const learner = backpropagation({ layers: [196, 40, 10], rates: 0.02, amplitude: 0.1, bias: true });
      const rows = await train(learner, task, { epochs: 20, testEvery: 20 });
      expect(rows[0]?.testAccuracy).toBeLessThan(0.35);
      expect(rows.at(-1)?.testAccuracy).toBeGreaterThan(0.78);
    },
  );
});
