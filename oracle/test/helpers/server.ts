import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** Serves on a port that is free, on this machine only. */
export function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

export function serveApp(app: Hono): Promise<Served> {
  const listener = getRequestListener(app.fetch);
  return serve((request, response) => void listener(request, response));
}
