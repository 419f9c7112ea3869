// What the documents of all pages have in common. A page's own file says its title, what it is, and its script.
import type { HtmlTagDescriptor, Plugin } from "vite";

const meta = (name: string, content: string): HtmlTagDescriptor => ({
  tag: "meta",
  attrs: { name, content },
});
const link = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: "link", attrs });

const head: readonly HtmlTagDescriptor[] = [
  { tag: "meta", attrs: { charset: "utf-8" } },
  meta("viewport", "width=device-width, initial-scale=1"),
  meta("color-scheme", "light dark"),
  link({ rel: "icon", type: "image/svg+xml", href: "./icon.svg" }),
  link({ rel: "manifest", href: "./manifest.webmanifest" }),
  { tag: "script", attrs: { src: "./first-paint.js" } },
  link({ rel: "stylesheet", href: "./shell/styles/index.css" }),
];

const noScript =
  "This page simulates spiking neurons in your browser and needs JavaScript; please switch it on.";

const body: readonly HtmlTagDescriptor[] = [
  { tag: "div", attrs: { id: "app" } },
  { tag: "noscript", children: noScript },
];

/** Writes it into the pages, before Vite looks for the files that they need. */
export const documents: Plugin = {
  name: "documents",
  transformIndexHtml: {
    order: "pre",
    handler: () => [
      ...head.map((tag) => ({ ...tag, injectTo: "head-prepend" as const })),
      ...body.map((tag) => ({ ...tag, injectTo: "body" as const })),
    ],
  },
};
