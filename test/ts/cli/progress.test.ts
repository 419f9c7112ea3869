import { expect, it } from "vitest";
import { lines } from "../../../ts/cli/terminal/progress.ts";

it("without a terminal, long phases show how far they are, short ones their end only", () => {
  let [shown, time] = ["", 0];
  const write = (text: unknown): boolean => {
    shown += text;
    return true;
  };
  const progress = lines({ write }, () => time);
  progress.begin("train");
  for (let second = 1; second <= 40; second++) {
    time = 1000 * second;
    progress.advance({ fraction: second / 40, eta: 40 - second });
  }
  progress.end("done");
  expect(shown.split("\n")).toEqual([
    "  train    37 %, 25.0 s left",
    "  train    75 %, 10.0 s left",
    "  train    done",
    "",
  ]);
});
