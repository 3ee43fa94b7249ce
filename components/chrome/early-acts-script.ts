/** Runs in the head. Listens on the window, after React: what React already answers never comes here. */
export const EARLY_ACTS_SCRIPT =
  '{const acts=[],keep=({type,target})=>acts.push({type,target,value:target.value});addEventListener("click",keep);addEventListener("change",keep);globalThis.earlyActs={acts,keep}}';
