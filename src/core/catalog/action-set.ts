// A set of actions as bits, one for each number: joining and comparing sets of thousands takes microseconds.

export interface ActionSet {
  /** Bit `n % 32` of word `n / 32` stands for the action with the number `n`. */
  readonly words: Uint32Array;
}

/** Room for so many actions, none of them in it. */
export function emptyActionSet(actionCount: number): ActionSet {
  return { words: new Uint32Array((actionCount + 31) >> 5) };
}

export function addAction({ words }: ActionSet, action: number): void {
  words[action >> 5] = (words[action >> 5] ?? 0) | (1 << (action & 31));
}

/** Adds all actions from `first` to before `end`. */
export function addActions(set: ActionSet, first: number, end: number): void {
  const { words } = set;
  let action = first;
  while (action < end) {
    if ((action & 31) === 0 && end - action >= 32) {
      words[action >> 5] = 0xffffffff;
      action += 32;
    } else {
      addAction(set, action++);
    }
  }
}

/** The numbers in it, ascending. */
export function actionsIn({ words }: ActionSet): readonly number[] {
  const actions: number[] = [];
  for (let word = 0; word < words.length; word++) {
    for (let left = words[word] ?? 0; left !== 0; left &= left - 1) {
      actions.push(word * 32 + 31 - Math.clz32(left & -left));
    }
  }
  return actions;
}
