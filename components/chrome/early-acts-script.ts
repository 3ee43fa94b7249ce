/**
 * Runs in the head: says that the address asks for something, so that what the build recorded is not taken for it until
 * React has read the address.
 */
export const ASKED_SCRIPT = `if(location.search)document.documentElement.dataset.asked=''`;

/** Runs in the head: keeps each click and change, before React hears of it. */
export const EARLY_ACTS_SCRIPT = `{const acts=[],keep=e=>acts.push({event:e,target:e.target,value:e.target.value});for(const type of['click','change'])addEventListener(type,keep,true);globalThis.earlyActs={acts,keep}}`;
