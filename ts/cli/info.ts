// `cajal info`: what there is, from the kernel's own tables.
import { Command } from "commander";
import {
  type DeviceTable,
  type Field,
  findDevice,
  findNeuron,
  type NeuronTable,
  tables,
} from "../models/model.ts";
import { suggestion } from "../text/nearest.ts";
import { UsageError } from "./failure.ts";
import { type Terminal, terminalOn } from "./terminal.ts";

/** Makes the command. */
export function infoCommand(): Command {
  return new Command("info")
    .description("list models, stimuli and connection rules, or describe one of them")
    .argument("[name]", "a neuron model or stimulus, e.g. iaf_psc_exp")
    .option("--json", "print the tables as one JSON document")
    .action((name: string | undefined, options: { json?: boolean }) => {
      const terminal = terminalOn(process.stdout);
      const found = name === undefined ? tables : findTable(name);
      if (options.json) terminal.say(JSON.stringify(found, undefined, 2));
      else if (name === undefined) overview(terminal);
      else describe(terminal, found as NeuronTable | DeviceTable);
    });
}

function findTable(name: string): NeuronTable | DeviceTable {
  const table = findNeuron(name) ?? findDevice(name);
  if (table) return table;
  const names = [...tables.neurons, ...tables.devices].map((known) => known.name);
  throw new UsageError(`unknown model '${name}'; ${suggestion(name, names)}`);
}

function overview(terminal: Terminal): void {
  const sections = [
    ["neuron model", tables.neurons],
    ["stimulus", tables.devices],
    ["connection rule", tables.rules],
  ] as const;
  for (const [title, entries] of sections) {
    const rows = entries.map(({ name, summary }) => [name, summary]);
    terminal.table([title, ""], rows, [0, 1]);
    terminal.say();
  }
  terminal.say("cajal info NAME describes one of them.");
}

function range({ low, high, open, unit }: Field): string {
  if (unit === "boolean") return "0 or 1";
  const [from, to] = open ? [">", "<"] : [">=", "<="];
  // The largest number there is, as a bound, only says that the value is finite.
  const bounds = (bound: number | null, sign: string): string[] =>
    bound === null || Math.abs(bound) === Number.MAX_VALUE ? [] : [`${sign} ${bound}`];
  const parts = [...bounds(low, from), ...bounds(high, to)];
  return parts.join(", ");
}

function fields(terminal: Terminal, title: string, list: readonly Field[]): void {
  if (list.length === 0) return;
  const rows = list.map((field) => {
    const value = field.list ? "list" : String(field.value ?? "inf");
    return [field.name, value, field.unit, range(field), field.text];
  });
  terminal.say();
  terminal.table([title, "default", "unit", "allowed", "meaning"], rows, [0, 2, 3, 4]);
}

function describe(terminal: Terminal, table: NeuronTable | DeviceTable): void {
  terminal.say(terminal.bold(table.name));
  terminal.say(table.summary);
  if (table.description) terminal.say(`\n${table.description}`);
  if (table.reference) terminal.say(`\nReference: ${table.reference}`);
  fields(terminal, "parameter", table.parameters);
  if (!("variables" in table)) return;
  fields(terminal, "initial value", table.variables);
  for (const [title, list] of [
    ["recordable", table.recordables],
    ["receptor", table.receptors],
  ] as const) {
    if (list.length === 0) continue;
    terminal.say();
    terminal.table(
      [title, "unit", "meaning"],
      list.map(({ name, unit, text }) => [name, unit, text]),
      [0, 1, 2],
    );
  }
}
