/** Runs in the head: keeps each click and change, before React hears of it. */
export const EARLY_ACTS_SCRIPT = `{const acts=[],keep=e=>acts.push({event:e,target:e.target,value:e.target.value});for(const type of['click','change'])addEventListener(type,keep,true);globalThis.earlyActs={acts,keep}}`;
