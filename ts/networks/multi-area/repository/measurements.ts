// The repository's tables as the derivation takes them: names of areas and layers resolved, numbers in place.
import { damage } from "../../../io/files/damage.ts";
import { suggestion } from "../../../text/nearest.ts";
import { type Depth, depths } from "../derive/layers.ts";
import {
  type CellType,
  type Injection,
  type LayerStudy,
  lacking,
  type Measurements,
  type Pattern,
  type Tract,
} from "../derive/measurements.ts";
import { layerPopulations } from "../parameters.ts";
import { type ReadFile, textOf } from "./files.ts";
import { contentOf, notNegative, parseJson } from "./json.ts";
import { areaOrder, likeNeighbours, overlapNames } from "./published.ts";
import { type RawInjections, type RawPattern, type RawTables, rawTables } from "./schema.ts";

const mapOf = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  convert: (value: Value, name: string) => Result,
): Map<string, Result> =>
  new Map(Object.entries(record).map(([name, value]) => [name, convert(value, name)]));

/** The areas in the order of the network. */
function areasOf(listed: readonly string[], file: string): string[] {
  for (const [at, area] of listed.entries()) {
    const where = `area_list.${at}`;
    if (!areaOrder.includes(area)) {
      const hint = suggestion(area, areaOrder) ?? `the areas are ${areaOrder.join(", ")}`;
      throw damage({ file, where, problem: `unknown area '${area}'`, hint });
    }
    if (listed.indexOf(area) < at)
      throw damage({ file, where, problem: `'${area}' is listed twice`, hint: "list every area once" });
  }
  return areaOrder.filter((area) => listed.includes(area));
}

/** Numbers by area; an area of unknown type or level has that of its neighbours. */
function known(
  table: RawTables["architecture"],
  what: "architecture" | "hierarchy",
  file: string,
): Map<string, number> {
  return mapOf(table, (value, area) => {
    const number = value === "?" ? likeNeighbours.get(area)?.[what] : value;
    if (number === undefined) throw lacking(file, `${what} of ${area}`);
    return number;
  });
}

/** Columns of layers, one value per study, as studies with a value per layer. */
function studiesOf(
  columns: RawTables["laminar_thicknesses"][string],
  area: string,
  file: string,
): LayerStudy[] {
  const column = (layer: string): (number | null)[] => [columns[layer] ?? null].flat();
  const count = column("total").length;
  for (const depth of depths)
    if (column(depth).length !== count)
      throw damage({
        file,
        where: `laminar_thicknesses.${area}.${depth}`,
        problem: `it must have ${count} values as the total has, got ${column(depth).length}`,
        hint: "write NaN where a study does not say",
      });
  return Array.from({ length: count }, (_, study) => {
    const of = [...depths, "total"].map((layer) => [layer, column(layer)[study] ?? Number.NaN] as const);
    return Object.fromEntries(of) as Record<Depth | "total", number>;
  });
}

function circuitOf({ num_V1, Intrinsic_Connectivity }: RawTables, file: string): Measurements["circuit"] {
  const size = (name: string): number => {
    const { neurons } = num_V1[name] ?? {};
    if (neurons === undefined) throw lacking(file, `num_V1 of ${name}`);
    return neurons;
  };
  const probability = (target: string, source: string): number => {
    const value = Intrinsic_Connectivity[target]?.[source];
    if (value === undefined) throw lacking(file, `Intrinsic_Connectivity of ${target} and ${source}`);
    return value;
  };
  return {
    sizes: Float64Array.from(layerPopulations, size),
    probabilities: Float64Array.from(
      layerPopulations.flatMap((target) => layerPopulations.map((source) => probability(target, source))),
    ),
  };
}

const patternOf = (labels: RawPattern): Pattern | null =>
  labels?.map((label) => (label === "X" || label === "?" ? label : Number(label))) ?? null;

const tractsOf = (table: RawTables["cocomac_data"]): Map<string, Map<string, Tract>> =>
  mapOf(table, (sources) =>
    mapOf(sources, ({ source_pattern, target_pattern }) => ({
      origin: patternOf(source_pattern),
      termination: patternOf(target_pattern),
    })),
  );

/** Injections into areas of the network. */
function injectionsOf<Fraction extends "FLN" | "SLN">(
  table: RawInjections<Fraction>,
  fraction: Fraction,
  sites: ReadonlyMap<string, string>,
  areas: readonly string[],
  file: string,
): Injection[] {
  return Object.entries(table).flatMap(([monkey, { source_areas }]) => {
    const area = sites.get(monkey);
    if (area === undefined) throw lacking(file, `injection site of ${monkey} (${fraction}_Data)`);
    if (!areas.includes(area)) return [];
    return [{ area, sources: mapOf(source_areas, (found) => found[fraction]) }];
  });
}

/** By source area of injections: the shares of it that lie in areas of the network. */
function overlapOf(
  table: RawTables["overlap"]["all"],
  injections: readonly Injection[],
  file: string,
): Map<string, Map<string, number>> {
  const sources = new Set(injections.flatMap((injection) => [...injection.sources.keys()]));
  return new Map(
    [...sources].map((source) => {
      const shares = table[`${overlapNames.get(source) ?? source}_M132`];
      if (shares === undefined) throw lacking(file, `overlap of ${source}`);
      const inAreas = new Map<string, number>();
      for (const [name, percent] of Object.entries(shares)) {
        const area = name.replace(/^FVE(_all)?\./, "");
        inAreas.set(area, (inAreas.get(area) ?? 0) + percent / 100);
      }
      return [source, inAreas];
    }),
  );
}

/** The layer of a name such as p5(L2/3): that before the bracket; none for cells outside cortex. */
const layerIn = (name: string): string => name.replace(/\(.*\)/, "").replace(/\D/g, "");

const isDepth = (layer: string): layer is Depth => (depths as readonly string[]).includes(layer);

function cellTypesOf(table: RawTables["Binzegger_Data"], file: string): CellType[] {
  return Object.entries(table).flatMap(([name, { occurrence, syn_dict }]) => {
    const layer = layerIn(name);
    if (!isDepth(layer)) return [];
    const synapses = Object.entries(syn_dict).flatMap(([depth, row]) => {
      const column = (key: string): number => {
        if (notNegative.safeParse(row[key]).success) return row[key] as number;
        throw lacking(file, `${key} of cells ${name} in layer ${depth}`);
      };
      if (!isDepth(depth)) return [];
      const number = column("number of synapses per neuron");
      return [[depth, { number, corticocortical: column("corticocortical") }] as const];
    });
    return [{ layer, inhibitory: name.includes("b"), occurrence, synapses: new Map(synapses) }];
  });
}

/** What the three files say, checked. */
export interface Tables {
  readonly tables: ReadFile;
  readonly sites: ReadonlyMap<string, string>;
  readonly nissl: ReadonlyMap<string, number>;
}

/**
 * The measurements in the repository's tables.
 *
 * @param averageIndegree synapses per neuron of V1, instead of the mean of the two that were measured
 * @throws CajalError E_IO if something is missing or makes no sense
 */
export function measurementsOf(
  { tables, sites, nissl }: Tables,
  averageIndegree: number | undefined,
): Measurements {
  const file = tables.name;
  const raw = contentOf(rawTables, parseJson(textOf(tables), file), file);
  const areas = areasOf(raw.area_list, file);
  const flnInjections = injectionsOf(raw.FLN_Data, "FLN", sites, areas, file);
  const slnInjections = injectionsOf(raw.SLN_Data, "SLN", sites, areas, file);
  const thicknesses = mapOf(raw.total_thickness_data, (thickness) => thickness);
  return {
    file,
    areas,
    nissl,
    flnInjections,
    slnInjections,
    architecture: known(raw.architecture, "architecture", file),
    hierarchy: known(raw.hierarchy, "hierarchy", file),
    surfaces: mapOf(raw.surface_data, (surface) => surface),
    stained: mapOf(raw.neuronal_density_data, ({ overall, "23": upper, "4": granular, "56": deep }) => ({
      overall: overall.value,
      "23": upper.value,
      "4": granular.value,
      "56": deep.value,
    })),
    translation: mapOf(raw.Translation, (names) => names),
    thicknesses: new Map([...thicknesses].filter(([, thickness]) => thickness > 0)),
    layerStudies: mapOf(raw.laminar_thicknesses, (columns, area) => studiesOf(columns, area, file)),
    circuit: circuitOf(raw, file),
    intrinsicFln: raw.Intrinsic_FLN_Data.mean.mean,
    averageIndegree: averageIndegree ?? (raw.av_indegree_Cragg + raw.av_indegree_OKusky) / 2,
    distances: mapOf(raw.median_distance_data, (row) => mapOf(row, (distance) => distance)),
    tracts: tractsOf(raw.cocomac_data),
    overlap: overlapOf(raw.overlap.all, [...flnInjections, ...slnInjections], file),
    cellTypes: cellTypesOf(raw.Binzegger_Data, file),
  };
}
