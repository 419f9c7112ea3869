// What the command says of a part of a recording that is damaged.
import type { DamagedPart } from "../../io/index.ts";
import { grouped } from "../terminal/terminal.ts";

/** A sentence on a damaged part: where it is, and what is lost with it. */
export function damageSentence({ where, spikes, after, before }: DamagedPart): string {
  const lost = spikes === undefined ? "its spikes are" : `its ${grouped(spikes)} spikes are`;
  const from = after === undefined ? [] : [`after ${after} ms`];
  const to = before === undefined ? [] : [`before ${before} ms`];
  const time = [...from, ...to].join(" and ");
  return `${where} is damaged; ${lost} left out${time === "" ? "" : `, which lie ${time}`}`;
}
