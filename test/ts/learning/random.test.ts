// The generator: published known answers, independence of purposes and places, fairness.
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../ts/learning/index.ts";
import { philox } from "../../../ts/learning/random.ts";
import { errorOf } from "../../helpers/errors.ts";

describe("randomStream", () => {
  it.each([
    ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ])("has the known answers of Philox4x32-10: %s", (counter, key, expected) => {
    const parse = (text: string): number[] => text.split(" ").map((word) => Number.parseInt(word, 16));
    const words = Uint32Array.from(parse(counter));
    const [key0 = 0, key1 = 0] = parse(key);
    philox(words, key0, key1);
    expect([...words]).toEqual(parse(expected));
  });

  it("gives the same numbers at the same place, others elsewhere", () => {
    const draw = (...place: Parameters<typeof randomStream>): number[] => {
      const random = randomStream(...place);
      return [random.uniform(), random.uniform(), random.uniform()];
    };
    expect(draw(1, "order", 4)).toEqual(draw(1, "order", 4));
    const others = [
      draw(1, "order", 4),
      draw(2, "order", 4),
      draw(2 ** 32 + 1, "order", 4),
      draw(1, "test", 4),
      draw(1, "order", 5),
      draw(1, "order", 4, 1),
    ];
    expect(new Set(others.flat()).size).toBe(18);
  });

  it("is uniform in (0, 1): moments, and shares of ten bins, within four standard errors", () => {
    const [random, count] = [randomStream(7, "weights"), 40_000];
    const draws = Array.from({ length: count }, () => random.uniform());
    const mean = draws.reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * count));
    for (let bin = 0; bin < 10; bin++) {
      const share = draws.filter((value) => Math.floor(10 * value) === bin).length / count;
      expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / count));
    }
    expect(Math.min(...draws)).toBeGreaterThan(0);
    expect(Math.max(...draws)).toBeLessThan(1);
  });

  it("shuffles every order equally often, and leaves the list as it was", () => {
    const counts = new Map<string, number>();
    const letters = ["a", "b", "c"];
    for (let epoch = 0; epoch < 6000; epoch++) {
      const order = randomStream(3, "order", epoch).shuffled(letters).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
    expect(letters.join("")).toBe("abc");
  });

  it("refuses seeds, purposes and places that are none", () => {
    expect(errorOf(() => randomStream(-1, "order")).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => randomStream(0.5, "order")).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => randomStream("1" as never, "order")).code).toBe("E_TYPE");
    expect(errorOf(() => randomStream(1, "ordr" as never)).code).toBe("E_UNKNOWN_NAME");
    expect(errorOf(() => randomStream(1, "order", -1)).parameter).toBe("place[0]");
    expect(errorOf(() => randomStream(1, "order", 0, 1.5)).parameter).toBe("place[1]");
  });
});
