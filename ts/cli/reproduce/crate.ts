// The record of a chain as an RO-Crate 1.1 (JSON-LD, https://w3id.org/ro/crate/1.1): what was made of what, by which
// version, with which parameters and digests.
import { statSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { writeResult } from "../files/result-folder.ts";
import { type Ledger, recordFile, type StepRecord } from "./steps.ts";

/** What the record says of the whole. */
export interface CrateDescription {
  readonly name: string;
  readonly description: string;
  /** Under which the results may be used, as far as it is known. */
  readonly licence: string;
  readonly paper: { readonly name: string; readonly address: string };
}

type Entity = Readonly<Record<string, unknown>>;

/** Name of the file. */
export const crateFile = "ro-crate-metadata.json";

// The digest has no name in the context of RO-Crate 1.1; the one of Workflow Run RO-Crate is used.
const context = [
  "https://w3id.org/ro/crate/1.1/context",
  { sha256: "https://w3id.org/ro/terms/workflow-run#sha256" },
];

const formats: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  html: "text/html",
  csv: "text/csv",
  json: "application/json",
  gz: "application/gzip",
};

const reference = (id: string): Entity => ({ "@id": id });

/** Files in the folder are parts of the crate; others, such as data that must not be passed on, are only named. */
const fileId = (path: string, digest: string): string =>
  isAbsolute(path) ? `#input-${digest.slice(0, 16)}` : encodeURI(path);

function fileEntity(folder: string, path: string, sha256: string): Entity {
  const name = basename(path);
  if (isAbsolute(path))
    return {
      "@id": fileId(path, sha256),
      "@type": "CreativeWork",
      name,
      sha256,
      description: "Input that is not part of this crate",
    };
  const encodingFormat = formats[name.split(".").at(-1) as string] ?? "application/octet-stream";
  const contentSize = String(statSync(join(folder, path)).size);
  return { "@id": fileId(path, sha256), "@type": "File", name, encodingFormat, contentSize, sha256 };
}

const softwareId = (version: string): string => `#cajal-${version}`;

function actionEntities(name: string, record: StepRecord): Entity[] {
  const id = `#${encodeURIComponent(name)}`;
  const parameters = Object.entries(record.parameters).map(([key, value]) => ({
    "@id": `${id}-${key}`,
    "@type": "PropertyValue",
    name: key,
    value: typeof value === "object" ? JSON.stringify(value) : value,
  }));
  const files = (list: Readonly<Record<string, string>>): Entity[] =>
    Object.entries(list).map(([path, digest]) => reference(fileId(path, digest)));
  const action = {
    "@id": id,
    "@type": "CreateAction",
    name,
    endTime: record.ended,
    instrument: reference(softwareId(record.version)),
    object: [...files(record.inputs), ...parameters.map((one) => reference(one["@id"]))],
    result: files(record.outputs),
  };
  return [action, ...parameters];
}

const recordEntity = (step: string): Entity => ({
  "@id": encodeURI(recordFile(step)),
  "@type": "File",
  name: `record of ${step}`,
  encodingFormat: "application/json",
});

/** Every file once, also one that is output of a step and input of another. */
function fileEntities(folder: string, ledger: Ledger): Entity[] {
  const all = Object.values(ledger).flatMap(({ inputs, outputs }) => [
    ...Object.entries(outputs),
    ...Object.entries(inputs),
  ]);
  const entities = all.map(([path, digest]) => fileEntity(folder, path, digest));
  return [...new Map(entities.map((entity) => [entity["@id"], entity])).values()];
}

/** The folder as a whole, with its files and what was done. */
function rootEntity(
  about: CrateDescription,
  ledger: Ledger,
  files: readonly Entity[],
  actions: readonly Entity[],
): Entity {
  const ended = Object.values(ledger).map((record) => record.ended);
  return {
    "@id": "./",
    "@type": "Dataset",
    name: about.name,
    description: about.description,
    datePublished: ended.sort().at(-1),
    license: about.licence,
    citation: reference(about.paper.address),
    hasPart: files
      .filter((entity) => entity["@type"] === "File")
      .map((entity) => reference(entity["@id"] as string)),
    mentions: actions
      .filter((one) => one["@type"] === "CreateAction")
      .map((one) => reference(one["@id"] as string)),
  };
}

/** Writes the record of all steps that are done. */
export function writeCrate(folder: string, ledger: Ledger, about: CrateDescription): void {
  const files = fileEntities(folder, ledger);
  const records = Object.keys(ledger).map(recordEntity);
  const actions = Object.entries(ledger).flatMap(([name, record]) => actionEntities(name, record));
  const versions = [...new Set(Object.values(ledger).map(({ version }) => version))];
  const graph = [
    {
      "@id": crateFile,
      "@type": "CreativeWork",
      about: reference("./"),
      conformsTo: reference("https://w3id.org/ro/crate/1.1"),
    },
    rootEntity(about, ledger, [...files, ...records], actions),
    ...records,
    { "@id": about.paper.address, "@type": "ScholarlyArticle", name: about.paper.name },
    ...versions.map((version) => ({
      "@id": softwareId(version),
      "@type": "SoftwareApplication",
      name: "cajal",
      softwareVersion: version,
    })),
    ...files,
    ...actions,
  ];
  writeResult(
    folder,
    crateFile,
    `${JSON.stringify({ "@context": context, "@graph": graph }, undefined, 1)}\n`,
  );
}
