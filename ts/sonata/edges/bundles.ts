// Bundles of edges: those that one call of `connect` can take.
import { findSynapse, type SynapseName } from "../../models/model.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { Nodes } from "../nodes/populations.ts";
import type { EdgeTable } from "./edge-file.ts";
import { type Growing, growing, growingAlike } from "./growing.ts";
import type { SynapseKind } from "./synapse-kinds.ts";

/** What the edges of a bundle share. */
interface Shared {
  /** Which part of the targets. */
  readonly part: number;
  readonly receptor: string | number | undefined;
  readonly parameters: Readonly<Record<string, number>>;
}

/** Edges of one type onto neurons of one model. */
export interface Bundle extends Shared {
  readonly source: Nodes;
  readonly target: Nodes;
  readonly model: SynapseName;
  readonly place: FilePlace;
  /** Places among all source neurons, and in the part of the targets. */
  readonly sources: Growing<Uint32Array>;
  readonly targets: Growing<Uint32Array>;
  readonly weights: ReturnType<typeof growingAlike>;
  /** [ms] */
  readonly delays: ReturnType<typeof growingAlike>;
}

// More synapse models with parameters of their own than any circuit needs.
const mostBundles = 4096;

/** The bundles of a population of edges. */
export function bundlesOf(table: EdgeTable, source: Nodes, target: Nodes) {
  const bundles = new Map<string, Bundle>();
  const list = () => growing((length) => new Uint32Array(length));
  return {
    all: (): Bundle[] => [...bundles.values()],
    /** The bundle of edges of a kind, known by a name. */
    of(name: string, kind: SynapseKind, shared: Shared): Bundle {
      const { part, receptor, parameters } = shared;
      const own = parameters === kind.parameters ? "" : JSON.stringify(parameters);
      const key = `${name}/${part}/${receptor ?? ""}${own}`;
      const known = bundles.get(key);
      if (known) return known;
      if (bundles.size >= mostBundles)
        refuse(
          "E_DESCRIPTION",
          { file: table.file, where: table.path },
          {
            parameter: "dynamics_params",
            problem: `the synapses have more than ${mostBundles} different sets of parameters`,
            hint: "synapses of one connection share their parameters; group them",
          },
        );
      const made: Bundle = {
        ...{ source, target, model: kind.model, place: kind.place, part, receptor, parameters },
        ...{ sources: list(), targets: list(), weights: growingAlike(), delays: growingAlike() },
      };
      bundles.set(key, made);
      return made;
    },
  };
}

/** Parameters of a synapse that NEST keeps in its target, where the edge does not give them. */
export function parametersOfTarget(kind: SynapseKind, target: Nodes, row: number): Record<string, number> {
  const known = findSynapse(kind.model)?.parameters.map(({ name }) => name) ?? [];
  const given = [...target.ofSynapses].map(([name, values]) => [name, values[row] as number] as const);
  return Object.fromEntries(given.filter(([name, value]) => known.includes(name) && !Number.isNaN(value)));
}
