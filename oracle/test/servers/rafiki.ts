import { createHmac, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";

export interface RafikiEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

export const WALLET_ADDRESS_ID = "1ed1b9f4-6b5c-4a7e-9a0c-0c6f8f2f6a11";

/** An incoming payment as Rafiki tells of it. */
export function incomingPayment(now: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "0141ee62-1c0f-4a57-9231-9e515a7cdffb",
    walletAddressId: WALLET_ADDRESS_ID,
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 600_000).toISOString(),
    receivedAmount: { value: "1000", assetCode: "USD", assetScale: 2 },
    completed: false,
    updatedAt: new Date(now).toISOString(),
    metadata: { description: "Free Money!", payer: "discourse:forum.example/42" },
    ...more,
  };
}

/** The webhooks of a Rafiki: signed anew at each attempt, in milliseconds, and tried again until it is answered 200. */
export class RafikiSender {
  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly now: () => number,
  ) {}

  sign(body: unknown, time = this.now()): string {
    const signed = `${time}.${canonicalize(body) ?? ""}`;
    return `t=${time}, v1=${createHmac("sha256", this.secret).update(signed).digest("hex")}`;
  }

  /** Axios sends what JSON.stringify makes of it, in whatever order its keys are. */
  post(body: unknown, signature = this.sign(body)): Promise<Response> {
    return this.postText(JSON.stringify(body), signature);
  }

  postText(
    body: string | Uint8Array<ArrayBuffer>,
    signature: string,
    contentType = "application/json",
  ): Promise<Response> {
    const headers = { "content-type": contentType, "rafiki-signature": signature };
    return fetch(this.url, { method: "POST", headers, body });
  }

  /** @returns after how many attempts it was acknowledged */
  async deliver(type: string, data: Record<string, unknown>, most = 5): Promise<number> {
    const event: RafikiEvent = { id: randomUUID(), type, data };
    for (let attempt = 1; attempt <= most; attempt++) {
      if ((await this.post(event)).status === 200) return attempt;
    }
    throw new Error(`${type} was not acknowledged.`);
  }
}
