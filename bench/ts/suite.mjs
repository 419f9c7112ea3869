// Runs functions with the `benchmark` package and prints one table per file.
import Benchmark from "benchmark";
import { table } from "../table.mjs";

/** Measures each {name, items, item, work}: `work` handles `items` of `item` per call. */
export function measure(title, cases) {
  const rows = [];
  const suite = new Benchmark.Suite();
  for (const { name, work } of cases) suite.add(name, work);
  suite.on("cycle", ({ target }) => {
    if (target.error) throw target.error;
    const { items, item } = cases.find(({ name }) => name === target.name);
    rows.push({
      [title]: target.name,
      "per call [ms]": (target.stats.mean * 1e3).toPrecision(3),
      "± [%]": target.stats.rme.toFixed(1),
      "per item [ns]": ((target.stats.mean * 1e9) / items).toPrecision(3),
      item,
    });
  });
  suite.run();
  console.log(table(rows));
}
