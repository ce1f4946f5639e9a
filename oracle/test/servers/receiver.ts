import type { IncomingMessage, ServerResponse } from "node:http";
import { serve, type Served } from "../helpers/server.ts";

/** What became of a request: taken, refused with a status, never answered, or taken without the sender ever hearing of it. */
export type Manner = "take" | "hang" | "cut" | { status: number; headers?: Record<string, string>; body?: string };

export interface Received {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
}

/** Something that webhooks and callbacks are sent to, as ill-mannered as the world is. */
export interface Receiver extends Served {
  /** Everything that reached it, in its order, whatever it answered. */
  received: Received[];
  /** How the next requests are treated, one each; afterwards all are taken. */
  manners: Manner[];
  /** Resolves as soon as so many have reached it in all. */
  reached(many: number): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const manners: Manner[] = [];
  const waiting: { many: number; resolve: () => void }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request);
    const { method = "", url = "", headers } = request;
    received.push({ method, path: url, headers: headers as Received["headers"], body });
    for (const { many, resolve } of waiting) if (received.length >= many) resolve();
    const manner = manners.shift() ?? "take";
    if (manner === "hang") return;
    if (manner === "cut") request.socket.destroy();
    else if (manner === "take") response.writeHead(200, { "content-type": "application/json" }).end("{}");
    else response.writeHead(manner.status, manner.headers).end(manner.body);
  };
  const served = await serve((request, response) => void answer(request, response));
  const reached = (many: number): Promise<void> =>
    new Promise((resolve) => {
      if (received.length >= many) resolve();
      else waiting.push({ many, resolve });
    });
  return { ...served, received, manners, reached };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
