/** Ways to bring an election up to date, which must all come to the same (L1 of the design). */
import type { VectorChain } from "../../scripts/vectors/chain.ts";
import { plainly, type Manner } from "../../scripts/vectors/performance.ts";
import { Dice } from "../model/dice.ts";

/** Nobody closes anything by itself: what is seen is computed, and the next ballot finds all cycles still open. */
const idly: Manner = {
  short: true,
  look: (community, at) => community.wait(at),
};

/** Now and then somebody closes half of the cycles that are open, and somebody else half of the rest. */
function inPages(chain: VectorChain, cycle: number, dice: Dice): Manner {
  return {
    short: true,
    look: async (community, at) => {
      await community.wait(at);
      if (!dice.chance(0.4)) return;
      for (let pages = dice.between(1, 3); pages > 0; pages--) {
        const open = Math.floor(at / cycle) - (await community.closedTo());
        await community.at(at);
        await community.advance(chain.account(dice.between(1_000, 1_009)), Math.ceil(open / 2));
      }
    },
  };
}

export function everyManner(chain: VectorChain, cycle: number, seed: number): Record<string, Manner> {
  return {
    "closed at every look": plainly(chain),
    "left alone": idly,
    "closed in pages": inPages(chain, cycle, new Dice(seed)),
  };
}
