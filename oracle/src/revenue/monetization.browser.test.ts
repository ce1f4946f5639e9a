import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect } from "chai";
import { Hono } from "hono";
import { type Browser, chromium, type Page } from "playwright-core";
import { serveApp, type Served } from "../../test/helpers/server.ts";
import { encodeRevshare } from "../verification/revshare.ts";
import type { Page as Shown, Revenue } from "./revenue.ts";
import { mountRevenue } from "./routes.ts";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

describe("<perdure-monetization> in a browser", () => {
  let browser: Browser;
  let script: string;
  let oracle: Served;
  let site: Served;
  let page: Page;
  let shown: Shown[];
  let asked: Record<string, string | undefined>[];
  let pointer: string | undefined;
  let html: string;

  before(async () => {
    const entryPoints = [new URL("../../web/monetization.ts", import.meta.url).pathname];
    const { outputFiles } = await build({
      entryPoints,
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      target: "es2022",
    });
    script = outputFiles[0]?.text ?? "";
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
  });

  after(() => browser.close());

  beforeEach(async () => {
    [shown, asked, pointer] = [[], [], "$ann.example/pay"];
    const revenue = { pick: (what: Shown) => (shown.push(what), Promise.resolve(pointer)) } as unknown as Revenue;
    const app = new Hono();
    app.use(async (context, next) => {
      asked.push(context.req.header());
      return next();
    });
    mountRevenue(app, { revenue, limit: () => undefined });
    oracle = await serveApp(app);
    html = `<perdure-monetization server="${oracle.url}" topic="7" tags="a,b"></perdure-monetization>`;
    const pages = new Hono();
    pages.get("/script.js", (context) => context.body(script, 200, { "content-type": "text/javascript" }));
    pages.get("*", (context) =>
      context.html(`<!doctype html><title>t</title><script type="module" src="/script.js"></script>${html}`),
    );
    site = await serveApp(pages);
    page = await browser.newPage();
  });

  afterEach(async () => {
    await page.close();
    await Promise.all([oracle.close(), site.close()]);
  });

  const href = (url: string) =>
    page.waitForSelector(`head > link[rel=monetization][href="${url}"]`, { state: "attached" });
  const links = () => page.locator("link[rel=monetization]").count();

  it("is small", () => {
    expect(gzipSync(script).length).to.be.below(3_072);
  });

  it("puts the wallet that was picked into the page, and tells the server nothing but what to pick for", async () => {
    await page.goto(`${site.url}/t/secret/7?who=me`);
    await href("https://ann.example/pay");
    expect(shown).to.deep.equal([{ key: "_DEFAULT", topic: "7", tags: ["a", "b"] }]);
    expect(asked[0]).to.not.have.any.keys("referer", "cookie", "authorization");
    expect(await page.context().cookies()).to.deep.equal([]);
    expect(await page.evaluate("localStorage.length + sessionStorage.length")).to.equal(0);
    const element = page.locator("perdure-monetization");
    expect(await element.isVisible()).to.equal(false);
    expect(await element.getAttribute("aria-hidden")).to.equal("true");
  });

  it("picks anew when the page goes elsewhere, in whatever way, and not when it moves within itself", async () => {
    await page.goto(`${site.url}/t/7`);
    await href("https://ann.example/pay");
    pointer = "$ben.example";
    await page.evaluate("history.pushState({}, '', '/t/7#below')");
    await page.evaluate("history.pushState({}, '', '/t/8')");
    await href("https://ben.example/.well-known/pay");
    expect(await links()).to.equal(1);
    expect(shown).to.have.length(2);
    pointer = "$cat.example/c";
    await page.goBack();
    await page.goBack();
    await href("https://cat.example/c");
    expect(shown).to.have.length(3);
  });

  it("picks anew once when its attributes change, and pays nobody once it is gone", async () => {
    await page.goto(site.url);
    await href("https://ann.example/pay");
    pointer = "$ben.example/b";
    await page.evaluate(
      "{ const e = document.querySelector('perdure-monetization'); e.setAttribute('topic', '9'); e.setAttribute('tags', ''); e.setAttribute('key', 'blog'); }",
    );
    await href("https://ben.example/b");
    expect(shown.slice(1)).to.deep.equal([{ key: "blog", topic: "9", tags: [] }]);
    await page.evaluate("document.querySelector('perdure-monetization').remove()");
    expect(await links()).to.equal(0);
  });

  it("does a page no harm when there is nobody to pay, or nobody answers", async () => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    pointer = undefined;
    await page.goto(site.url, { waitUntil: "networkidle" });
    expect(await links()).to.equal(0);
    html =
      '<perdure-monetization server="http://127.0.0.1:1"></perdure-monetization><perdure-monetization></perdure-monetization>';
    await page.goto(`${site.url}/again`, { waitUntil: "networkidle" });
    expect(await links()).to.equal(0);
    expect(errors).to.deep.equal([]);
  });

  it("takes links that carry their shares with them", async () => {
    const payload = encodeRevshare([{ pointer: "$only.example", weight: 1, name: "Only" }]);
    html = `<perdure-monetization server="${oracle.url}" key="${payload}"></perdure-monetization>`;
    await page.goto(site.url);
    await href("https://only.example/.well-known/pay");
  });

  it("hears of payments", async () => {
    await page.goto(site.url);
    await href("https://ann.example/pay");
    const heard = await page.evaluate(`new Promise((resolve) => {
      document.querySelector("perdure-monetization").addEventListener("monetization", () => resolve(true));
      document.querySelector("link[rel=monetization]").dispatchEvent(new Event("monetization", { bubbles: true }));
    })`);
    expect(heard).to.equal(true);
  });
});
