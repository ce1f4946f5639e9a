import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readConfig } from "../../scripts/deploy/config.ts";
import { Refusal } from "../../scripts/lib/refusal.ts";

type Fields = Record<string, unknown>;

const SOMEBODY = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";

describe("a deployment's configuration", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-"));
    await writeFile(join(folder, "key"), `0x${"11".repeat(32)}`);
  });

  after(() => rm(folder, { recursive: true }));

  /** An example with fields of its community changed; what becomes undefined is left out. */
  async function read(example: string, changes: Fields = {}) {
    const config = JSON.parse(await readFile(`deployments/${example}.json`, "utf8")) as { communities: Fields[] };
    const communities = config.communities.map((community) => ({ ...community, ...changes }));
    const path = join(folder, "config.json");
    await writeFile(path, JSON.stringify({ ...config, key: { file: "key" }, communities }));
    return readConfig(path);
  }

  it("is read for each preset", async () => {
    const of = async (example: string) => (await read(example)).communities[0];
    const [blocks, kettle, folk] = [await of("example"), await of("example-cooperative"), await of("example-online")];
    expect(blocks).to.deep.include({ preset: "blockchainProject", treasury: SOMEBODY });
    expect(kettle).to.deep.include({ contributors: { baseWeight: 10n ** 8n, share: 5n * 10n ** 17n } });
    expect(folk).to.deep.include({ membership: { value: 10n ** 9n, cycles: 52 } });
  });

  const refusals: [example: string, changes: Fields, sentence: RegExp][] = [
    ["example", { preset: "village" }, /communities\.0\.preset: Invalid/],
    ["example", { name: "No" }, /communities\.0\.name: must be 3 to 31 of a-z, 0-9 and hyphen\.$/],
    ["example", { treasury: "0x12" }, /communities\.0\.treasury: must be an address/],
    ["example", { purchases: { assets: [] } }, /communities\.0\.purchases\.assets: Too small/],
    ["example", { patrons: {} }, /communities\.0: Unrecognized key: "patrons"\.$/],
    ["example", { modules: { pools: [] } }, /communities\.0\.modules: Unrecognized key: "pools"\.$/],
    ["example", { document: { content: "0x12", uri: "" } }, /communities\.0\.document\.content: must be 32 bytes/],
    ["example", { document: { content: `0x${"12".repeat(32)}`, uri: "" } }, /\.document: needs "operators"/],
    [
      "example",
      { modules: { fundingPools: [{ token: SOMEBODY, rule: "priority" }] } },
      /\.modules\.fundingPools: needs "commitments", which decide their rounds\.$/,
    ],
    ["example-cooperative", { patrons: undefined }, /communities\.0\.patrons: Invalid input/],
    ["example-cooperative", { patrons: { assets: [{}], mostReported: 5 } }, /\.patrons\.mostReported: Invalid input/],
    [
      "example-cooperative",
      { contributors: { baseWeight: "0", share: "0.5" } },
      /\.baseWeight: must be more than 0\.$/,
    ],
    [
      "example-cooperative",
      { contributors: { baseWeight: "1", share: "1" } },
      /\.contributors\.share: must be a share/,
    ],
    ["example-cooperative", { treasury: SOMEBODY }, /communities\.0\.treasury: must be left out where/],
    ["example-cooperative", { gate: SOMEBODY }, /communities\.0\.gate: must be left out where "identities"/],
    [
      "example-cooperative",
      { operators: { signers: [SOMEBODY, SOMEBODY], quorum: 2 } },
      /communities\.0\.operators\.signers: must not name anybody twice\.$/,
    ],
    [
      "example-cooperative",
      { operators: { signers: [SOMEBODY, `0x${"12".repeat(20)}`], quorum: 1 } },
      /communities\.0\.operators\.quorum: must be more than half of the signers/,
    ],
    ["example-online", { membership: { value: "1", cycles: 401 } }, /\.membership\.cycles: Too big/],
    ["example-online", { receipts: { epochLength: 3_600, mostValue: "1" } }, /\.receipts\.epochLength: Too small/],
    ["example-online", { operators: undefined }, /communities\.0\.operators: is needed: nobody has weight/],
    ["example-online", { identities: undefined }, /communities\.0\.identities: is needed, or a "gate"/],
    [
      "example-online",
      { identities: undefined, gate: SOMEBODY },
      /communities\.0\.modules\.relayedBallots: needs "identities" and "operators"\.$/,
    ],
    [
      "example-online",
      { modules: { outcomes: { policy: "pointer", delay: 86_400 } } },
      /communities\.0\.modules\.outcomes: needs "revenueShares" and "operators"\.$/,
    ],
    [
      "example-online",
      { modules: { revenueShares: true, outcomes: { policy: "pointer", delay: 60 } } },
      /communities\.0\.modules\.outcomes\.delay: Too small/,
    ],
  ];
  for (const [example, changes, sentence] of refusals) {
    it(`names the field: ${sentence.source}`, async () => {
      const refusal = await read(example, changes).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refusal).to.be.instanceOf(Refusal);
      expect((refusal as Refusal).message).to.match(sentence);
    });
  }
});
