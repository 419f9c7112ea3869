// `cajal info`: what there is, from the kernel's own tables.
import { Command } from "commander";
import {
  choicesOf,
  type DeviceTable,
  defaultOf,
  type Field,
  findDevice,
  findNeuron,
  findRule,
  findSynapse,
  type NeuronTable,
  type RuleTable,
  rowsOf,
  type SynapseTable,
  tables,
} from "../models/model.ts";
import { suggestion } from "../text/nearest.ts";
import { UsageError } from "./terminal/failure.ts";
import { type Terminal, terminalOn } from "./terminal/terminal.ts";

/** Makes the command. */
export function infoCommand(): Command {
  return new Command("info")
    .description("list neuron and synapse models, stimuli and connection rules, or describe one of them")
    .argument("[name]", "a neuron or synapse model, stimulus or connection rule, e.g. iaf_psc_exp")
    .option("--json", "print the tables as one JSON document")
    .action((name: string | undefined, options: { json?: boolean }) => {
      const terminal = terminalOn(process.stdout);
      const found = name === undefined ? tables : findTable(name);
      if (options.json) terminal.say(JSON.stringify(found, undefined, 2));
      else if (name === undefined) overview(terminal);
      else describe(terminal, found as Table);
    });
}

type Table = NeuronTable | SynapseTable | DeviceTable | RuleTable;

function findTable(name: string): Table {
  const table = findNeuron(name) ?? findSynapse(name) ?? findDevice(name) ?? findRule(name);
  if (table) return table;
  const { neurons, synapses, devices, rules } = tables;
  const names = [...neurons, ...synapses, ...devices, ...rules].map((known) => known.name);
  throw new UsageError(`info: there is nothing of the name '${name}'; ${suggestion(name, names)}`);
}

function overview(terminal: Terminal): void {
  const sections = [
    ["neuron model", tables.neurons],
    ["synapse model", tables.synapses],
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
  if (choicesOf({ unit })) return "its name or its number, from 0";
  const [from, to] = open ? [">", "<"] : [">=", "<="];
  // A bound beyond all sense only says that the value is finite.
  const bounds = (bound: number | null, sign: string): string[] =>
    bound === null || Math.abs(bound) >= 1e300 ? [] : [`${sign} ${bound}`];
  const parts = [...bounds(low, from), ...bounds(high, to)];
  return parts.join(", ");
}

function fields(terminal: Terminal, title: string, list: readonly Field[]): void {
  if (list.length === 0) return;
  const rows = rowsOf(list).map((field) => {
    const single = field.list ? "list" : String(defaultOf(field)).replace("Infinity", "inf");
    const value = field.entries ? `[${field.entries.join(", ")}]` : single;
    const text = field.most ? `${field.text}; at most ${field.most}` : field.text;
    return [field.name, value, field.unit, range(field), text];
  });
  terminal.say();
  terminal.table([title, "default", "unit", "allowed", "meaning"], rows, [0, 2, 3, 4]);
}

function describe(terminal: Terminal, table: Table): void {
  terminal.say(terminal.bold(table.name));
  terminal.say(table.summary);
  if (!("parameters" in table)) {
    const { number } = table;
    if (number) terminal.say(`\n${number.name}: ${number.text}, ${number.integer ? "whole" : "from 0 to 1"}`);
    return;
  }
  if (table.description) terminal.say(`\n${table.description}`);
  if (table.reference) terminal.say(`\nReference: ${table.reference}`);
  fields(terminal, "parameter", table.parameters);
  if (!("variables" in table)) return;
  fields(terminal, "initial value", table.variables);
  for (const [title, list] of [
    ["recordable", table.recordables],
    ["receptor", table.receptors],
    ["port", table.ports],
    ["output", table.outputs],
    ["learning signal", table.signals],
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
