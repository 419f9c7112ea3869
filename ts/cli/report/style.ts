// The type and the colours of pages, those of the web pages (web/shell/styles/tokens.css), and how reports lie in them.

const light = `
    --paper: #fbfaf7;
    --panel: #ffffff;
    --sunken: #f1efe9;
    --ink: #17222c;
    --quiet: #53606b;
    --line: #dedbd3;
    --accent: #0a5c91;
    --tint: #e4eff6;
    --E-text: #0068a3;
    --I-text: #a84a00;
    --error: #b3261e;
    --warning: #8a5a00;`;

const dark = `
    --paper: #0f161c;
    --panel: #172029;
    --sunken: #121a21;
    --ink: #e7ecf0;
    --quiet: #a3b0bb;
    --line: #2a3641;
    --accent: #74bdec;
    --tint: #1c2f3d;
    --E-text: #74bdec;
    --I-text: #ffab73;
    --error: #ff9d94;
    --warning: #f0c36d;`;

const type = `
    --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
    --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", Georgia, "DejaVu Serif", serif;
    --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    --radius: 10px;`;

/** The style sheet of a report; needs nothing from elsewhere, and is light on paper. */
export const style: string = `
  :root {
    color-scheme: light;${light}${type}
  }
  @media screen and (prefers-color-scheme: dark) {
    :root {
      color-scheme: dark;${dark}
    }
    img.on-light { display: none; }
  }
  @media not screen, (prefers-color-scheme: light) {
    img.on-dark { display: none; }
  }
  *, *::before, *::after { box-sizing: border-box; }
  html { background: var(--paper); color: var(--ink); font: 400 1rem / 1.5 var(--sans); text-size-adjust: 100%; }
  body { margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(0.75rem, 3vw, 2rem); }
  h1, h2, h3 { margin: 0; font-weight: 600; line-height: 1.2; text-wrap: balance; }
  h1 { font-family: var(--serif); font-size: 1.75rem; letter-spacing: -0.01em; }
  h2 { margin-bottom: 0.6rem; font-size: 1.0625rem; }
  h3 { font-size: 0.9375rem; }
  p { margin: 0.5rem 0; max-width: 48rem; }
  a { color: var(--accent); text-underline-offset: 0.2em; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.75rem 0 1.25rem; padding: 0; }
  nav ul { list-style: none; }
  section { margin-bottom: 1rem; padding: 1rem; border: 1px solid var(--line); border-radius: var(--radius); }
  section { background: var(--panel); scroll-margin-top: 1rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
  th, td { padding: 0.25rem 0.75rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
  th { color: var(--quiet); font-size: 0.8125rem; font-weight: 600; }
  tbody tr:last-child > * { border-bottom: 0; }
  th:first-child, td:first-child { padding-left: 0; text-align: left; }
  .facts th { vertical-align: top; }
  .facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
  td.E { color: var(--E-text); font-weight: 600; }
  td.I { color: var(--I-text); font-weight: 600; }
  tr.different td { background: var(--sunken); color: var(--error); }
  tr.undecided td { color: var(--quiet); }
  .note, figcaption { color: var(--quiet); font-size: 0.875rem; }
  .warnings { margin: 0; padding-left: 1.1rem; color: var(--warning); }
  .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1.5rem; }
  figure { margin: 0; min-width: 0; scroll-margin-top: 1rem; }
  figure.wide { grid-column: 1 / -1; }
  img { display: block; width: 100%; height: auto; }
  figcaption { margin-top: 0.35rem; }
  code, pre { font-family: var(--mono); font-size: 0.875rem; }
  pre { margin: 0.5rem 0; padding: 0.75rem; border-radius: 8px; background: var(--sunken); overflow-x: auto; }
  summary { cursor: pointer; }
  @media (max-width: 40rem) {
    body { padding: 0.75rem; }
    section { padding: 0.85rem; }
    th, td { padding: 0.25rem 0.5rem; }
  }
  @page { margin: 15mm; }
  @media print {
    h1 { margin-bottom: 1rem; }
    html { background: none; font-size: 10pt; }
    body { max-width: none; padding: 0; }
    nav { display: none; }
    section { border: 0; padding: 0; }
    .scroll, pre { overflow: visible; }
    pre { white-space: pre-wrap; }
    figure, tr, pre { break-inside: avoid; }
    h2, p:has(+ pre) { break-after: avoid; }
    .figures { grid-template-columns: 1fr 1fr; }
  }
`;
