// What an edge is: its synapse model with parameters, its receptor, and the values that its type gives.
import { findSynapse, type SynapseName, synapseNames } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { JsonObject } from "../files/json.ts";
import type { TypeRow } from "../files/types.ts";
import type { parameterFiles } from "../nodes/kinds.ts";

/** What the edges of one type have in common, as far as they have no values of their own. */
export interface SynapseKind {
  readonly model: SynapseName;
  readonly parameters: Readonly<Record<string, number>>;
  readonly receptor: string | number | undefined;
  readonly weight: number | undefined;
  readonly delay: number | undefined;
  readonly count: number;
  readonly place: FilePlace;
}

/** Reads what types of edges are. */
export interface SynapseKinds {
  readonly files: ReturnType<typeof parameterFiles>;
  /** Models by the names that reports gave to copies of them. */
  readonly copies: ReadonlyMap<string, string>;
}

// Functions of BMTK that multiply syn_weight by nsyns.
const plainWeights = new Set(["set_syn_weight", "default_weight_fnc", "wmax"]);

/** NEST has several forms of some models, which differ in what they keep and not in what they do. */
function plainName(template: string): string {
  const name = template.replace(/^(nest|cajal):/, "");
  return findSynapse(name) ? name : name.replace(/_(hpc|lbl|hom|hom_w)$/, "");
}

function modelOf(template: string, { copies }: SynapseKinds, place: FilePlace): SynapseName {
  const name = plainName(copies.get(template) ?? template);
  const found = findSynapse(name);
  if (found && found.kind !== "values") return found.name as SynapseName;
  return refuse("E_UNKNOWN_NAME", place, {
    parameter: "model_template",
    problem: "there is no synapse model of this name that carries spikes",
    value: template,
    allowed: synapseNames.join(", "),
    hint: suggestion(name, synapseNames),
  });
}

function numberOf(
  values: Readonly<Record<string, string>>,
  key: string,
  place: FilePlace,
): number | undefined {
  const text = values[key];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  return refuse("E_TYPE", place, {
    parameter: key,
    problem: `${key} must be a number`,
    value: text,
    hint: "correct the table of types",
  });
}

function checkWeightFunction(name: string | undefined, place: FilePlace): void {
  if (name === undefined || plainWeights.has(name)) return;
  refuse("E_DESCRIPTION", place, {
    parameter: "weight_function",
    problem: `the weight function '${name}' is a program of BMTK's user, which cajal cannot run`,
    value: name,
    allowed: [...plainWeights].join(", "),
    hint: "write the weights that it gives into syn_weight of the edges",
  });
}

interface Contents {
  readonly receptor: string | number | undefined;
  readonly delay: number | undefined;
  readonly parameters: Readonly<Record<string, number>>;
}

/** What a file of parameters says. */
function contentsOf(content: JsonObject, place: FilePlace): Contents {
  const { receptor_type, delay, weight: _, ...rest } = content;
  const isReceptor =
    receptor_type === undefined || typeof receptor_type === "string" || typeof receptor_type === "number";
  const wrong = isReceptor
    ? Object.entries(rest).find(([, value]) => typeof value !== "number")
    : ["receptor_type", receptor_type];
  if (wrong)
    refuse("E_TYPE", place, {
      parameter: wrong[0] as string,
      problem: `${wrong[0]} must be a number`,
      value: wrong[1],
      hint: "correct the file",
    });
  return {
    receptor: receptor_type as string | number | undefined,
    delay: typeof delay === "number" ? delay : undefined,
    parameters: rest as Record<string, number>,
  };
}

/**
 * What the edges of a type are.
 *
 * @param own texts that the edges have themselves, which replace those of the type
 * @throws CajalError with the file and line of the type
 */
export function synapseKind(
  kinds: SynapseKinds,
  type: TypeRow | undefined,
  own: Readonly<Record<string, string>>,
  place: FilePlace,
): SynapseKind {
  const values = { ...type?.values, ...own };
  checkWeightFunction(values.weight_function, place);
  const model = modelOf(values.model_template ?? "static_synapse", kinds, place);
  const file = values.dynamics_params === undefined ? undefined : kinds.files(values.dynamics_params, place);
  const contents = contentsOf(file?.content ?? {}, { file: file?.file ?? place.file });
  return {
    model,
    parameters: contents.parameters,
    receptor: contents.receptor ?? numberOf(values, "receptor_type", place),
    weight: numberOf(values, "syn_weight", place),
    delay: numberOf(values, "delay", place) ?? contents.delay,
    count: numberOf(values, "nsyns", place) ?? 1,
    place: file ? { file: file.file } : place,
  };
}
