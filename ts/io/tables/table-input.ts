// A table as text as a recording: spikes, or samples in rows per time and neuron, or in columns per neuron.
import { chunkBuilder } from "../columns/chunk-builder.ts";
import type { Heading } from "../columns/heading.ts";
import { numberList, tracesOfColumns, tracesOfRows } from "../columns/samples.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { FormatReadOptions, SpikeChunk, SpikeInput, TraceInput, TraceTable } from "../formats/format.ts";
import { type Default, type Layout, layoutOf } from "./layout.ts";
import { type TableRows, tableRows } from "./table-rows.ts";

/** The name of the population of the first row, if the table names it. */
function labelOf(rows: TableRows): string | undefined {
  rows.each().next();
  return rows.population();
}

/**
 * Opens a table.
 *
 * @param otherwise what two columns of whole numbers without names are; default: the user is asked
 */
export function openTable(
  source: ByteSource,
  options: FormatReadOptions,
  otherwise?: Default,
): SpikeInput | TraceInput {
  const layout = layoutOf(source, options, otherwise);
  const rows = tableRows(source, layout, options);
  const close = (): void => source.close();
  if (layout.columns.some(({ role }) => role === "value"))
    return { kind: "traces", close, read: async () => readTraces(source.name, layout, rows) };
  if (layout.place("neuron") < 0)
    throw damage({
      file: source.name,
      where: "line 1",
      problem: "there must be a column for the neuron",
      hint: 'name the columns: columns: ["time", "neuron"] (--columns time,neuron)',
    });
  const inSteps = layout.place("step") >= 0 && layout.place("time") < 0;
  return {
    kind: "spikes",
    head: {
      neurons: undefined,
      tStart: undefined,
      tStop: undefined,
      resolution: inSteps ? options.resolution : undefined,
      label: labelOf(rows),
    },
    ordered: layout.ordered && otherwise === undefined,
    *chunks(size: number): Generator<SpikeChunk, void, void> {
      const builder = chunkBuilder(size);
      for (const { id, time } of rows.each()) if (builder.push(id, time)) yield builder.take();
      yield builder.take();
    },
    done: rows.done,
    close,
  };
}

const unitsOf = (named: readonly Pick<Heading, "name" | "unit">[]): Readonly<Record<string, string>> =>
  Object.fromEntries(named.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])));

/** A row per time and neuron, or a row per time and a column `V_m of 7` per variable and neuron. */
function readTraces(file: string, layout: Layout, rows: TableRows): TraceTable {
  const values = layout.columns.flatMap((column, k) => (column.role === "value" ? [{ ...column, k }] : []));
  const [times, ids] = [numberList(), numberList()];
  const lists = values.map(numberList);
  for (const { time, id, numbers } of rows.each()) {
    times.push(time);
    ids.push(id);
    for (let k = 0; k < lists.length; k++) lists[k]?.push(numbers[values[k]?.k as number] as number);
  }
  const columns = lists.map((list) => list.values());
  if (layout.place("neuron") < 0) return besideEachOther(file, times.values(), values, columns);
  const table = { times: times.values(), ids: ids.values(), columns };
  const names = values.map(({ name }) => name);
  return { traces: tracesOfRows(table, names, file), units: unitsOf(values) };
}

function besideEachOther(
  file: string,
  times: Float64Array,
  values: readonly Heading[],
  columns: readonly Float64Array[],
): TraceTable {
  const parts = values.map((value, k) => {
    const [, name = value.name, id = "0"] = /^(.*) of (\d+)$/.exec(value.name) ?? [];
    return { ...value, name, id: Number(id), k };
  });
  const names = [...new Set(parts.map(({ name }) => name))];
  const ids = Uint32Array.from(new Set(parts.map(({ id }) => id)));
  const matrices = names.map((name) => {
    const own = Array.from(ids, (id) => parts.find((part) => part.name === name && part.id === id));
    if (own.includes(undefined) || parts.length !== names.length * ids.length)
      throw damage({
        file,
        where: "line 1",
        problem: `${name} must have a column per neuron`,
        hint: "name the columns by variable and neuron: V_m of 7",
      });
    return Float64Array.from({ length: times.length * ids.length }, (_, index) => {
      const column = columns[own[index % ids.length]?.k as number];
      return column?.[Math.floor(index / ids.length)] as number;
    });
  });
  return tracesOfColumns(times, ids, names, matrices, unitsOf(parts));
}
