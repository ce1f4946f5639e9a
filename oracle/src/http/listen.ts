import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { OracleError } from "../errors.ts";

export interface Listening {
  port: number;
  /** Lets requests that are under way end, for a moment. */
  close: () => Promise<void>;
}

export function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<Listening> {
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  // Whoever sends slowly holds a connection, not for ever.
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 5_000).unref();
    });
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(
        new OracleError(`Nobody can be heard on ${host}:${port}: ${cause.message}`, "Name another port.", { cause }),
      );
    });
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, close }));
  });
}
