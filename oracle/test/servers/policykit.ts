import { signBody } from "../../src/verification/webhookSignature.ts";

/** What a policy's author sees of a process. */
export interface ProcessData {
  id: number;
  name: string;
  community: string;
  status: string;
  url: string | null;
  errors: unknown;
  outcome: Record<string, unknown> & { votes: Record<string, number> };
}

export interface PolicyKitOptions {
  /** METAGOV_URL; credentials in it become basic authentication, as with Python's requests. */
  metagovUrl: string;
  /** SERVER_URL, to which callbacks go. */
  serverUrl: string;
  community: string;
  /** Signs each request instead, which only a driver of ours does. */
  signing?: { secret: string; now: () => number };
}

/** Asks a Metagov server as PolicyKit's own library does: the same requests, in the same order, believing the same answers. */
export class PolicyKit {
  readonly #options: PolicyKitOptions;
  #processUrl: string | undefined;
  #proposal = 0;

  constructor(options: PolicyKitOptions) {
    this.#options = options;
  }

  async performAction(name: string, parameters: object): Promise<unknown> {
    const response = await this.send("POST", `/api/internal/action/${name}`, { parameters });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === "" ? null : (JSON.parse(text) as unknown);
  }

  async startProcess(name: string, payload: object): Promise<ProcessData> {
    const callback = `${this.#options.serverUrl}/metagov/internal/outcome/${++this.#proposal}`;
    const response = await this.send("POST", `/api/internal/process/${name}`, { ...payload, callback_url: callback });
    if (!response.ok) throw new Error(`Error starting process: ${response.status} ${await response.text()}`);
    const location = response.headers.get("location");
    if (location === null) throw new Error("Response missing location header");
    this.#processUrl = location;
    return this.getProcess();
  }

  async getProcess(): Promise<ProcessData> {
    const response = await this.send("GET", this.#processUrl ?? "", undefined, false);
    if (!response.ok) throw new Error(`Error getting process: ${response.status} ${await response.text()}`);
    return (await response.json()) as ProcessData;
  }

  async closeProcess(): Promise<ProcessData> {
    const response = await this.send("DELETE", this.#processUrl ?? "", undefined, false);
    if (!response.ok) throw new Error(`Error closing process: ${response.status} ${await response.text()}`);
    const data = (await response.json()) as ProcessData;
    if (data.status !== "completed") throw new Error("It was to be completed.");
    return data;
  }

  async findMetagovId(platformType: string, platformIdentifier: string): Promise<number | undefined> {
    const query = new URLSearchParams({
      community: this.#options.community,
      platform_type: platformType,
      platform_identifier: platformIdentifier,
    });
    const response = await this.send("GET", `/api/internal/identity/get_users?${query.toString()}`, undefined, false);
    if (!response.ok) throw new Error(await response.text());
    const users = (await response.json()) as { source_ID: number }[];
    if (users.length > 1) throw new Error("More than 1 matching user found");
    return users[0]?.source_ID;
  }

  /** As `requests.request(method, METAGOV_URL + path, json=…)` sends it. */
  send(method: string, path: string, json?: unknown, named = true): Promise<Response> {
    const { metagovUrl, community, signing } = this.#options;
    const url = new URL(metagovUrl);
    const body = json === undefined ? undefined : JSON.stringify(json);
    const headers: Record<string, string> = { accept: "*/*", "user-agent": "python-requests/2.26.0" };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (named) headers["x-metagov-community"] = community;
    if (url.username !== "") headers["authorization"] = `Basic ${btoa(`${url.username}:${url.password}`)}`;
    if (signing !== undefined) {
      const part = `${method} ${path.split("?")[0]}\n${community}\n${body ?? ""}`;
      headers["perdure-signature"] = signBody(signing.secret, signing.now(), part);
    }
    return fetch(`${url.origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  }
}
