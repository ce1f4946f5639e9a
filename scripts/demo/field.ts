import { type DemoCommunity, KEEPER, type Standing } from "./community.ts";
import { bar, paint, percent, table } from "./print.ts";

/** The field of an election, as it stands. `seated` is what its incumbent is called. */
export async function printField(lighthouse: DemoCommunity, election = KEEPER, seated = "keeper"): Promise<void> {
  const field = await lighthouse.standing(election);
  const rows = field.map((one) => rowOf(one, seated));
  table([`week ${await lighthouse.cycle()}`, "", "votes", "", "bucket", ""], rows);
}

function rowOf({ name, stage, share, bucket }: Standing, seated: string): string[] {
  const role = stage === "incumbent" ? paint("green", seated) : stage;
  const filled = bucket === undefined ? ["", ""] : [percent(bucket), paint("yellow", bar(bucket))];
  return [paint("bold", name), role, percent(share), bar(share), ...filled];
}
