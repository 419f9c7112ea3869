// SONATA reports (developer guide of SONATA, "Frame oriented, node element recordings"): one variable, one value per
// neuron and sample. The guide calls the numbers "float"; they are written as 64 bits, so that none is lost, and
// HDF5 narrows them for readers that want 32.
import type { Dataset } from "h5wasm";
import { CajalError } from "../../error.ts";
import { neuronsOf, tracesOfColumns } from "../columns/samples.ts";
import { nearest, toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { ByteTarget } from "../files/target.ts";
import type { FormatReadOptions, FormatWriteOptions, TraceInput, TraceTable } from "../formats/format.ts";
import { numbersInto, writeText } from "./columns.ts";
import { createHdf5, datasetAt, datasetIf, find, type Hdf5, lengthOf, numbersOf, textOf } from "./hdf5.ts";
import { populationOf } from "./sonata-spikes.ts";
import { markSonata, newPopulation } from "./sonata-writer.ts";

const hint = "export the report again";

/** Where the first element of each neuron stands in a frame; others of the same neuron are not read. */
function firstElements(file: Hdf5, path: string, neurons: number): Float64Array {
  const name = find(file, `${path}/index_pointers`) ? "index_pointers" : "index_pointer";
  const pointers = numbersOf(file, datasetAt(file, `${path}/${name}`));
  if (pointers.length < neurons)
    throw damage({
      file: file.name,
      where: `${path}/${name}`,
      problem: `there must be ${neurons} places`,
      hint,
    });
  return pointers.subarray(0, neurons);
}

function readReport(file: Hdf5, path: string): TraceTable {
  const data = datasetAt(file, `${path}/data`);
  const mapping = `${path}/mapping`;
  const nodes = datasetIf(file, `${mapping}/gids`) ?? datasetAt(file, `${mapping}/node_ids`);
  const ids = neuronsOf(numbersOf(file, nodes), nodes.path, file.name);
  const elements = firstElements(file, mapping, ids.length);
  const time = datasetAt(file, `${mapping}/time`);
  const milliseconds = toMilliseconds(textOf(file, time, "units") ?? "ms", file.name, `${mapping}/time`);
  const [start = Number.NaN, , step = Number.NaN] = numbersOf(file, time);
  const samples = lengthOf(file, data);
  const frames = numbersOf(file, data);
  const width = samples === 0 ? 0 : frames.length / samples;
  if (!(step > 0) || !Number.isFinite(start))
    throw damage({
      file: file.name,
      where: `${mapping}/time`,
      problem: "there must be start, stop, step",
      hint,
    });
  if (samples > 0 && elements.some((element) => !(element >= 0 && element < width)))
    throw damage({ file: file.name, where: mapping, problem: `places must be below ${width}`, hint });
  const times = Float64Array.from({ length: samples }, (_, k) => nearest(milliseconds(start + k * step)));
  const values = Float64Array.from({ length: samples * ids.length }, (_, k) => {
    const sample = Math.floor(k / ids.length);
    return frames[sample * width + (elements[k % ids.length] as number)] as number;
  });
  // BMTK and the examples of SONATA say "variable", cajal wrote "variable_name" as well.
  const name = textOf(file, data, "variable") ?? textOf(file, data, "variable_name") ?? "value";
  const unit = textOf(file, data, "units");
  return tracesOfColumns(times, ids, [name], [values], unit === undefined ? {} : { [name]: unit });
}

/** Whether a file is a report of the first kind, which had no populations. */
export const isOldReport = (file: Hdf5): boolean =>
  datasetIf(file, "/data") !== undefined && find(file, "/mapping") !== undefined;

function pathOf(file: Hdf5, population: string | undefined): string {
  if (!find(file, "/report")) return "";
  if (datasetIf(file, "/report/data")) return "/report";
  return `/report/${populationOf(file, "/report", population)}`;
}

/** The samples of one population. */
export function openSonataReport(file: Hdf5, { population }: FormatReadOptions): TraceInput {
  const path = pathOf(file, population);
  return { kind: "traces", read: async () => readReport(file, path), close: () => file.close() };
}

/** Begin and step of regular samples [ms]. */
function gridOfTimes(times: Float64Array, file: string): { start: number; step: number } {
  const [start = 0, second = start + 1] = times;
  const step = nearest(second - start);
  const k = times.findIndex((time, index) => Math.abs(time - (start + index * step)) > 1e-6 * step);
  if (step > 0 && k < 0) return { start, step };
  const problem = `samples of a report must be equally far apart, sample ${k} is not`;
  throw new CajalError("E_FORMAT", `${file}: ${problem}; choose another format`, {
    parameter: "times",
    value: times[k],
    hint: "choose another format",
  });
}

function variableOf({ names }: TraceTable["traces"], wanted: string | undefined, file: string): string {
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined && names.includes(name)) return name;
  const known = names.join(", ");
  throw new CajalError("E_FORMAT", `${file}: a report holds one variable of ${known}; name it (--variable)`, {
    parameter: "variable",
    value: wanted,
    allowed: known,
  });
}

/** Writes one variable. */
export async function writeSonataReport(
  target: ByteTarget,
  { traces, units }: TraceTable,
  options: FormatWriteOptions,
): Promise<void> {
  const name = variableOf(traces, options.variable, target.name);
  const { times, ids, values } = traces;
  const { start, step } = gridOfTimes(times, target.name);
  const file = await createHdf5(target);
  const text = (dataset: Dataset, attribute: string, value: string | undefined): void => {
    if (value !== undefined) writeText(dataset, attribute, value);
  };
  try {
    file.attempt("/report", () => {
      markSonata(file);
      const group = newPopulation(file, "/report", options.population ?? "default", "data");
      const data = numbersInto(group, "data", values[name] as Float64Array, [times.length, ids.length]);
      text(data, "units", units[name]);
      text(data, "variable", name);
      text(data, "variable_name", name);
      const mapping = group.create_group("mapping");
      const nodes = numbersInto(mapping, "node_ids", BigUint64Array.from(ids, BigInt));
      const ascending = ids.every((id, k) => k === 0 || id > (ids[k - 1] as number));
      nodes.create_attribute("sorted", ascending ? 1 : 0, null, "<B");
      numbersInto(
        mapping,
        "index_pointers",
        BigUint64Array.from({ length: ids.length + 1 }, (_, k) => BigInt(k)),
      );
      // BMTK reads the same numbers under the name without the s.
      mapping.create_hard_link(`${mapping.path}/index_pointers`, "index_pointer");
      numbersInto(mapping, "element_ids", new Uint32Array(ids.length).fill(1));
      const time = numbersInto(mapping, "time", Float64Array.of(start, start + times.length * step, step));
      text(time, "units", "ms");
    });
  } catch (error) {
    file.abandon();
    throw error;
  }
  file.close();
}
