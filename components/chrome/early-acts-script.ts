/**
 * Runs in the head: says that the address asks for something, so that what the build recorded is not taken for it until
 * React has read the address.
 */
export const ASKED_SCRIPT = `if(location.search)document.documentElement.dataset.asked=''`;

/** Runs in the head: keeps each click and change, before React hears of it. */
export const EARLY_ACTS_SCRIPT = `{const acts=[],keep=e=>acts.push({event:e,target:e.target,value:e.target.value});for(const type of['click','change'])addEventListener(type,keep,true);globalThis.earlyActs={acts,keep}}`;

/**
 * Runs in the head: `readerCame` is fulfilled when the reader first does anything on the page, were it to move the
 * pointer. What only they need may wait for that.
 */
export const READER_SCRIPT = `globalThis.readerCame=new Promise(done=>{for(const type of['pointermove','pointerdown','keydown','wheel','scroll','focusin','beforeprint'])addEventListener(type,done,{once:true,capture:true,passive:true})})`;
