// What a node is: its model of cajal and the parameters that its type gives.
import { findNeuron, modelNames } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import { type JsonObject, jsonOfFile, pathFrom } from "../files/json.ts";
import { glifParameters, isGlifTemplate } from "./glif.ts";
import { attributeOfRow, type NodeTable, typeOfRow } from "./node-file.ts";

/** The model that stands for virtual nodes: it repeats the spikes that a stimulus sends it. */
export const relay = "parrot_neuron";

/** What some nodes have in common. */
export interface Kind {
  readonly model: string;
  readonly virtual: boolean;
  readonly parameters: JsonObject;
  /** Where its parameters stand. */
  readonly place: FilePlace;
}

const real = new Set(["point_neuron", "point_process"]);

function refuseType(table: NodeTable, row: number, type: string | number | undefined): never {
  return refuse("E_DESCRIPTION", table.placeOf(row), {
    parameter: "model_type",
    problem:
      type === undefined ? "the node has no model_type" : `nodes of model_type '${type}' cannot be simulated`,
    ...(type === undefined ? {} : { value: type }),
    allowed: "point_neuron, point_process, virtual",
    hint: "cajal simulates point neurons and virtual nodes; leave these nodes out, or give their type another model",
  });
}

/** The model of a template such as `nest:iaf_psc_alpha`. */
function modelOf(template: string, place: FilePlace): string {
  const [, schema, name = ""] = /^(?:([^:]*):)?(.*)$/.exec(template) ?? [];
  if (schema !== undefined && schema !== "nest" && schema !== "cajal")
    refuse("E_DESCRIPTION", place, {
      parameter: "model_template",
      problem: `templates of '${schema}' cannot be simulated`,
      value: template,
      allowed: "nest:<model>",
      hint: "give the type a model of NEST that cajal has: cajal info",
    });
  if (isGlifTemplate(name)) return "glif_psc";
  if (findNeuron(name)) return name;
  return refuse("E_UNKNOWN_NAME", place, {
    parameter: "model_template",
    problem: "there is no neuron model of this name",
    value: template,
    allowed: modelNames.join(", "),
    hint: suggestion(name, modelNames),
  });
}

/** Reads files of parameters once. */
export function parameterFiles(folder: string | undefined, named: string) {
  const read = new Map<string, JsonObject>();
  return (name: string, place: FilePlace): { file: string; content: JsonObject } => {
    if (folder === undefined)
      refuse("E_DESCRIPTION", place, {
        parameter: "dynamics_params",
        problem: `dynamics_params names a file, and the configuration has no components.${named}`,
        value: name,
        hint: "name the folder of these files",
      });
    const file = pathFrom(folder, name);
    const content = read.get(file) ?? jsonOfFile(file);
    read.set(file, content);
    return { file, content };
  };
}

function refuseNoTemplate(table: NodeTable, row: number): never {
  return refuse("E_DESCRIPTION", table.placeOf(row), {
    parameter: "model_template",
    problem: "the node has no model_template",
    allowed: "nest:<model>",
    hint: "give its type the model, such as nest:iaf_psc_alpha",
  });
}

/** Where the model of a row is named. */
function placeOfModel(table: NodeTable, row: number): FilePlace {
  const type = typeOfRow(table, row);
  const own = table.groupOf(row).group.columns.has("model_template");
  return type && table.types.file !== undefined && !own
    ? { file: table.types.file, where: `line ${type.line} (type ${table.typeIds[row]})` }
    : table.placeOf(row);
}

/** A function that says what kind of node a row is; nodes of one kind get the same object. */
export function kindsOf(table: NodeTable, files: ReturnType<typeof parameterFiles>) {
  const kinds = new Map<string, Kind>();
  const make = (row: number, template: string, params: string | undefined): Kind => {
    const place = placeOfModel(table, row);
    const model = modelOf(template, place);
    if (params === undefined) return { model, virtual: false, parameters: {}, place };
    const { file, content } = files(params, place);
    const name = template.replace(/^.*:/, "");
    const parameters = isGlifTemplate(name) ? glifParameters(name, content, { file }) : content;
    return { model, virtual: false, parameters, place: { file } };
  };
  const once = (key: string, kind: () => Kind): Kind => {
    const known = kinds.get(key) ?? kind();
    kinds.set(key, known);
    return known;
  };
  return (row: number): Kind => {
    const type = attributeOfRow(table, row, "model_type");
    if (type === "virtual")
      return once("", () => ({ model: relay, virtual: true, parameters: {}, place: table.placeOf(row) }));
    if (!real.has(String(type))) refuseType(table, row, type);
    const template = attributeOfRow(table, row, "model_template") ?? refuseNoTemplate(table, row);
    const params = attributeOfRow(table, row, "dynamics_params");
    const file = params === undefined ? undefined : String(params);
    return once(`${template}\n${file ?? ""}`, () => make(row, String(template), file));
  };
}
