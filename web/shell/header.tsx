/** The bar on top: where the reader is, where else to go, and what can be done with the page. */
import { useEffect, useState } from "preact/hooks";
import { Button } from "./controls/index.ts";
import type { Export } from "./export.ts";
import { ExportMenu } from "./export-menu.tsx";
import { Icon } from "./icons.tsx";
import { notify } from "./messages.ts";
import { flushState } from "./share.ts";
import { applyTheme, onThemeChange, storedTheme, type Theme } from "./theme.ts";

/** The pages of the site. */
export type PageName = "home" | "microcircuit" | "cortex" | "balanced" | "neuron" | "dendritic";

const links: readonly { name: PageName; href: string; text: string }[] = [
  { name: "microcircuit", href: "./microcircuit.html", text: "Microcircuit" },
  { name: "cortex", href: "./cortex.html", text: "Areas" },
  { name: "balanced", href: "./balanced.html", text: "Balanced" },
  { name: "neuron", href: "./neuron.html", text: "Neuron" },
  { name: "dendritic", href: "./dendritic.html", text: "Learning" },
];

/** What the bar shows and does. */
export interface HeaderProps {
  readonly name: PageName;
  readonly exports: readonly Export[];
  /** Opens or closes the code; absent on pages without. */
  readonly onCode: (() => void) | undefined;
  readonly codeOpen: boolean;
  readonly onHelp: () => void;
}

/** Copies the page's address, with its state, for somebody else. */
export async function share(): Promise<void> {
  if (!flushState()) {
    notify({ kind: "warning", text: "These settings are too long for a link; export the network instead." });
    return;
  }
  try {
    await navigator.clipboard.writeText(location.href);
    notify({ kind: "info", text: "The link to this page with its settings is copied." });
  } catch {
    notify({
      kind: "warning",
      text: "This browser lets no page copy; copy the address from its address bar.",
    });
  }
}

const following: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const themeNames: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };

function ThemeButton() {
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => onThemeChange(() => setTheme(storedTheme())), []);
  const next = following[theme];
  const label = `Colours: ${themeNames[theme]}. Change to ${themeNames[next]}`;
  return (
    <Button kind="quiet" label={label} onClick={() => applyTheme(next)}>
      <Icon name={theme} />
    </Button>
  );
}

const Navigation = ({ name }: { readonly name: PageName }) => (
  <nav aria-label="Pages">
    {links.map((link) => (
      <a
        key={link.name}
        href={link.href}
        {...(link.name === name ? { "aria-current": "page" as const } : {})}
      >
        {link.text}
      </a>
    ))}
  </nav>
);

/** The bar. */
export function Header({ name, exports, onCode, codeOpen, onHelp }: HeaderProps) {
  return (
    <header class="bar">
      <a class="brand" href="./index.html" {...(name === "home" ? { "aria-current": "page" as const } : {})}>
        <img src="./icon.svg" alt="" width="28" height="28" />
        cajal
      </a>
      <Navigation name={name} />
      <div class="tools">
        <a
          class="button quiet"
          href="./docs/index.html"
          title="Guides, models, and every name of the package"
        >
          <Icon name="book" />
          <span class="word">Docs</span>
        </a>
        {name !== "home" && (
          <Button kind="quiet" hint="Copy a link to this page with its settings" onClick={() => void share()}>
            <Icon name="link" />
            <span class="word">Share</span>
          </Button>
        )}
        {onCode && (
          <Button kind="quiet" hint="Show the code" shortcut="C" pressed={codeOpen} onClick={onCode}>
            <Icon name="code" />
            <span class="word">Code</span>
          </Button>
        )}
        {exports.length > 0 && <ExportMenu exports={exports} />}
        <ThemeButton />
        <Button kind="quiet" label="Help and keys" shortcut="?" onClick={onHelp}>
          <Icon name="help" />
        </Button>
      </div>
    </header>
  );
}
