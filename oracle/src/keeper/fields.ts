import type { Address } from "viem";
import { z } from "zod";

export const Account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "an address is expected")
  .transform((text) => text.toLowerCase() as Address);

export const Accounts = z
  .union([Account, z.array(Account).max(32)])
  .transform((one) => (typeof one === "string" ? [one] : one));
