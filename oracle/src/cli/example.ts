/** What `init` writes, and README.md shows. */
export const EXAMPLE = `# Secrets stay in files of their own: "!file path" stands for what a file holds, "!env NAME" for a variable.
chain:
  rpc: http://127.0.0.1:8545
  inbox: "0x0000000000000000000000000000000000000000"
  startBlock: 0
  depth: 12
  maxFeeGwei: 200

storage:
  folder: data # or: postgres: !file secrets/postgres-url

keys:
  operator:
    keystore: operator.json
    password: !file secrets/operator-password

# The other operators; each of them names you.
peers: []
#  - address: "0x…"
#    url: https://oracle.example.org

sources: []
#  - kind: discourse
#    url: https://forum.example.org
#    apiKey: !file secrets/forum-key

feeds: []
#  - name: outcomes
#    sources: ["discourse:forum.example.org"]
#    report: { kind: outcomes, policy: forum-polls }
`;
