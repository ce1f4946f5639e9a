/**
 * `<perdure-monetization server="https://oracle.example.org" topic="7" tags="governance">` pays whoever shares in what the page shows:
 * it asks the community's oracle for one of them, and puts a `<link rel="monetization">` into the page's head. Each navigation, and each
 * change of an attribute, picks anew. It shows nothing, keeps nothing, and sends nothing but what its attributes say.
 */
export class PerdureMonetization extends HTMLElement {
  static readonly observedAttributes = ["server", "key", "topic", "tags"];

  #link: HTMLLinkElement | undefined;
  #asking: AbortController | undefined;
  #path = "";
  #scheduled = false;

  connectedCallback(): void {
    // There is nothing to see, hear or focus.
    this.hidden = true;
    this.ariaHidden = "true";
    const { navigation } = globalThis as { navigation?: EventTarget };
    navigation?.addEventListener("navigatesuccess", this);
    addEventListener("popstate", this);
    this.#path = location.pathname + location.search;
    this.#pick();
  }

  disconnectedCallback(): void {
    const { navigation } = globalThis as { navigation?: EventTarget };
    navigation?.removeEventListener("navigatesuccess", this);
    removeEventListener("popstate", this);
    this.#asking?.abort();
    this.#link?.remove();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    if (this.isConnected && before !== after) this.#pick();
  }

  /** Another place within the page is no other page. */
  handleEvent(): void {
    const path = location.pathname + location.search;
    if (path === this.#path) return;
    this.#path = path;
    this.#pick();
  }

  /** Once, however many attributes change together. */
  #pick(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    this.#link?.remove();
    const server = this.getAttribute("server");
    if (server === null || !this.isConnected) return;
    const { signal } = (this.#asking = new AbortController());
    try {
      const url = new URL(
        `revshare/${encodeURIComponent(this.getAttribute("key") ?? "_DEFAULT")}`,
        `${server.replace(/\/+$/, "")}/`,
      );
      url.searchParams.set("format", "json");
      for (const name of ["topic", "tags"]) url.searchParams.set(name, this.getAttribute(name) ?? "");
      const response = await fetch(url, {
        signal,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
      });
      const { url: wallet } = (await response.json()) as { url?: unknown };
      if (signal.aborted || typeof wallet !== "string" || !wallet.startsWith("https://")) return;
      this.#link = Object.assign(document.createElement("link"), { rel: "monetization", href: wallet });
      // Events of the payment bubble from the link to the document; they are of use here, too.
      this.#link.addEventListener("monetization", (event) =>
        this.dispatchEvent(new CustomEvent("monetization", { detail: event })),
      );
      document.head.append(this.#link);
    } catch {
      // Nobody is paid for this view. A page must not suffer for it.
    }
  }
}

if (customElements.get("perdure-monetization") === undefined) {
  customElements.define("perdure-monetization", PerdureMonetization);
}
