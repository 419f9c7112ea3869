/**
 * Tests of the pages in Debian's Chromium without windows, or the one that the environment variable CHROMIUM names.
 *
 *   import { expect, it } from "vitest";
 *   import { inBrowser, useBrowser } from "./browser.ts";
 *
 *   inBrowser.describe("neuron page", () => {
 *     const browser = useBrowser();                        // site built if stale, server and Chromium started
 *     it("fires", async () => {
 *       const page = await browser.open("neuron.html");    // a Page of Playwright; closed after the test
 *       await page.getByRole("button", { name: "Play" }).click();
 *       await expect.poll(() => page.getByTestId("rate").textContent()).toBe("20");
 *     });
 *   });
 *
 * After each test its pages must have had no error: nothing thrown, no console.error, no file missing, no violation of
 * the content policy, workers included. A test that provokes one names it: `browser.expectError(/out of memory/)`.
 * There are no sleeps: wait with `page.waitForFunction`, `locator.waitFor` or `expect.poll`.
 */
import { existsSync } from "node:fs";
import {
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  chromium as playwright,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { buildWeb, site } from "../../scripts/build-web.mjs";
import { chromium } from "../../scripts/packages.mjs";
import { serveSite } from "../../scripts/site-server.mjs";
import { type Need, needing } from "../helpers/needs.ts";

const executablePath = chromium();

/** Tests that need a browser. */
export const inBrowser: Need = needing(
  existsSync(executablePath),
  `no browser at ${executablePath}; apt-get install chromium-headless-shell`,
);

// WebGL by the processor, because test machines have no graphics. Only WebGL: the whole page drawn that way takes as
// much time as all that it computes.
const args = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-gpu-compositing",
];

/**
 * How pages get threads: "headers" of the server, "worker" from the service worker, as on a host that sends no headers,
 * or "off", not at all.
 */
export type Isolation = "headers" | "worker" | "off";

/** How a page is opened. */
export interface OpenOptions {
  /** Default "headers". */
  readonly isolation?: Isolation;
  /** Default "light". */
  readonly colourScheme?: "light" | "dark";
  /** Default 1280 x 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** In the context of an earlier page, whose storage and service worker it shares; other options are then its. */
  readonly beside?: Page;
  /** For what Playwright can do before the page loads, such as routes and scripts. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
}

/** A server that may be stopped before its time. */
export interface Server {
  readonly address: string;
  close(): Promise<void>;
}

/** The browser of a test file. */
export interface TestBrowser {
  /** Opens a page of the site, such as "neuron.html#v1=...", and waits until it is loaded. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** The server of the kind; started when first asked for. */
  server(isolation?: Isolation): Promise<Server>;
  /** Lets the pages of this test have errors that match. */
  expectError(pattern: RegExp): void;
}

/** For {@link OpenOptions.prepare}: a clock that {@link longSilence} can hurry on. */
export const withClock = (context: BrowserContext): Promise<void> => context.clock.install();

/**
 * Lets a page's clock run until the page must miss a worker that is gone, which it must not do too early. Workers have
 * clocks of their own.
 */
export async function longSilence(page: Page, message: Locator): Promise<void> {
  await page.clock.runFor(8000);
  expect(await message.count()).toBe(0);
  await page.clock.runFor(4000);
  await message.waitFor();
}

/** Sizes of screens that pages must look well on. */
export const screens = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

// Nothing on these pages takes longer, not even where others keep the machine busy; a simulation that does names its
// own time.
const patience = 60_000;

/** Collects what goes wrong in the pages of a context. */
function watch(context: BrowserContext, errors: string[]): void {
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => errors.push(String(error.error().stack ?? error.error())));
}

/** How the tests of a `describe` use the browser. */
export interface BrowserUse {
  /** Whether pages get their service worker, which copies the site and takes time from the page; default false. */
  readonly serviceWorker?: boolean;
}

/** Starts the browser and the servers for the tests of a `describe`, and checks each test's pages for errors. */
export function useBrowser({ serviceWorker = false }: BrowserUse = {}): TestBrowser {
  const servers = new Map<Isolation, Promise<Server>>();
  const contexts: BrowserContext[] = [];
  let errors: string[] = [];
  let expected: RegExp[] = [];
  let browser: Browser;
  const server = (isolation: Isolation = "headers"): Promise<Server> => {
    const running = servers.get(isolation) ?? serveSite({ folder: site, isolation });
    servers.set(isolation, running);
    return running;
  };
  const contextOf = async (options: OpenOptions): Promise<BrowserContext> => {
    const { colourScheme: colorScheme = "light", viewport = screens.desktop } = options;
    const context = await browser.newContext({
      colorScheme,
      viewport,
      serviceWorkers: serviceWorker ? "allow" : "block",
      baseURL: (await server(options.isolation)).address,
    });
    context.setDefaultTimeout(patience);
    contexts.push(context);
    watch(context, errors);
    await options.prepare?.(context);
    return context;
  };

  beforeAll(async () => {
    buildWeb();
    browser = await playwright.launch({ executablePath, args });
  }, 180_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const unexpected = errors.filter((error) => !expected.some((pattern) => pattern.test(error)));
    errors = [];
    expected = [];
    expect(unexpected, "errors in the page").toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    for (const running of servers.values()) await (await running).close();
  });

  return {
    async open(path, options = {}) {
      const context = options.beside?.context() ?? (await contextOf(options));
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    server,
    expectError: (pattern) => void expected.push(pattern),
  };
}
