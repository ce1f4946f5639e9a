import { type Context, Hono } from "hono";
import { type Hex, keccak256 } from "viem";
import { privateKeyToAccount, sign } from "viem/accounts";
import { serveApp } from "../helpers/server.ts";

export interface Web3SignerServer {
  url: string;
  /** What it was asked to sign. */
  asked: Hex[];
  interfere?: ((context: Context) => Response | undefined | Promise<Response | undefined>) | undefined;
  close(): Promise<void>;
}

/** A Web3Signer in its eth1 mode: hashes whatever it gets, signs that, and answers in plain text. */
export async function startWeb3Signer(keys: readonly Hex[]): Promise<Web3SignerServer> {
  const state = { asked: [] } as unknown as Web3SignerServer;
  // Without the byte that says that it is not compressed.
  const held = new Map(keys.map((key) => [`0x${privateKeyToAccount(key).publicKey.slice(4)}`, key]));
  const plain = { "content-type": "text/plain; charset=utf-8" };
  const app = new Hono();
  app.use(async (context, next) => (await state.interfere?.(context)) ?? next());
  app.get("/upcheck", () => new Response("OK", { headers: plain }));
  app.get("/api/v1/eth1/publicKeys", (context) => context.json([...held.keys()]));
  app.post("/api/v1/eth1/sign/:identifier", async (context) => {
    const privateKey = held.get(context.req.param("identifier"));
    if (privateKey === undefined) return context.text("", 404);
    const { data } = await context.req.json<{ data?: Hex }>().catch(() => ({ data: undefined }));
    if (typeof data !== "string" || !/^0x([0-9a-f]{2})*$/i.test(data)) return context.text("", 400);
    state.asked.push(data);
    return new Response(await sign({ hash: keccak256(data), privateKey, to: "hex" }), { headers: plain });
  });
  const served = await serveApp(app);
  return Object.assign(state, served);
}
