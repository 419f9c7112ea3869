// NWB 1 (schema 1.0, "UnitTimes"): a group per unit in /processing/<module>/UnitTimes, with its times in s.
import { checkedTimes, isNeuron } from "../columns/numbers.ts";
import { populationMissing } from "../columns/populations.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { SpikeInput } from "../formats/format.ts";
import {
  contentOf,
  datasetAt,
  datasetIf,
  find,
  type Hdf5,
  namesIn,
  numbersOf,
  textAt,
  textOf,
} from "./hdf5.ts";

/** Version of an NWB 1 file, or nothing. */
export function nwb1Version(file: Hdf5): string | undefined {
  const version = datasetIf(file, "/nwb_version");
  if (!version) return undefined;
  return textAt(file, version);
}

const groupsIn = (file: Hdf5, path: string): string[] =>
  namesIn(file, path).filter((name) => {
    const found = find(file, `${path}/${name}`);
    return found !== undefined && "keys" in found;
  });

/** Modules that have times of units. */
function modulesOf(file: Hdf5): string[] {
  if (!find(file, "/processing")) return [];
  return groupsIn(file, "/processing").filter((name) => find(file, `/processing/${name}/UnitTimes`));
}

/** The numbers at the ends of the names, or places in the list where these do not tell the units apart. */
function numbersOfUnits(names: readonly string[]): Uint32Array {
  const found = names.map((name) => Number(/\d+$/.exec(name)?.[0] ?? Number.NaN));
  const usable = found.every(isNeuron) && new Set(found).size === names.length;
  return Uint32Array.from(usable ? found : names.keys());
}

/** The spikes of one module; its name serves as that of a population. */
export function openNwb1(file: Hdf5, version: string, population: string | undefined): SpikeInput {
  const modules = modulesOf(file);
  const [only] = modules;
  if (only === undefined)
    throw damage({
      file: file.name,
      problem: `it is ${version}, and no processing module has UnitTimes`,
      hint: `there are no sorted spikes in it: ${contentOf(file)}`,
    });
  const module = population ?? (modules.length === 1 ? only : undefined);
  if (module === undefined || !modules.includes(module))
    throw populationMissing(file.name, "/processing", modules);
  const path = `/processing/${module}/UnitTimes`;
  const units = groupsIn(file, path);
  const neurons = numbersOfUnits(units);
  let done = 0;
  return {
    kind: "spikes",
    head: { neurons, tStart: undefined, tStop: undefined, resolution: undefined, label: module },
    ordered: false,
    *chunks() {
      for (const [k, unit] of units.entries()) {
        const times = datasetAt(file, `${path}/${unit}/times`);
        const milliseconds = toMilliseconds(textOf(file, times, "unit") ?? "s", file.name, times.path);
        const found = checkedTimes(numbersOf(file, times).map(milliseconds), times.path, file.name);
        done = k + 1;
        yield { times: found, ids: new Uint32Array(found.length).fill(neurons[k] as number) };
      }
    },
    done: () => done / Math.max(1, units.length),
    close: () => file.close(),
  };
}
