// A bench that compares different work is worth nothing: all who sign in it must make the same signatures.

import type { SignerName, Signer } from './signing-signers.ts';
import { turnsOf, type KeyUse } from './signing-cases.ts';

/** Throws, with the first two answers that differ, unless all signers answer alike, and twice alike, in every case. */
export async function checkAgreement(signers: readonly Signer[], keyUse: KeyUse): Promise<void> {
  const turns = turnsOf({ keyUse, pass: 0, times: 2 });
  for (const [place, turn] of turns.entries()) {
    let first: { readonly name: SignerName; readonly answer: string } | undefined;
    for (const signer of signers) {
      const answer = await signer.prepare(turn)();
      first ??= { name: signer.name, answer };
      if (isAlike(answer, first.answer)) continue;
      throw new Error(
        `${turn.signing.name}, ${keyUse} key, turn ${place}: signers differ\n` +
          `  ${first.name}: ${first.answer}\n  ${signer.name}: ${answer}`,
      );
    }
  }
}

/** A verifier answers the signature alone. */
function isAlike(answer: string, authorization: string): boolean {
  return answer === authorization || (answer.length === 64 && authorization.endsWith(`Signature=${answer}`));
}
