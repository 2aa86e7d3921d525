// The contract that other programs rely on (DESIGN §3). Who must not load the reader of policies before there is
// one to read imports `traced-decision.ts` and `policy-set.ts`.

export { compile } from './compile.ts';
export { authorize, authorizeAll } from './traced-decision.ts';
