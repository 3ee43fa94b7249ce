// Stands at the end of every page: starts its scripts once it has been painted, and says so when one does not arrive.
// A script is taken only with the bytes that the build made; a bad copy is fetched once more, past the browser's cache.

/** Of each script of the page its preload, which scripts/pages.ts put there. */
const PRELOADS = [...document.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=script]')];
const ADDRESSES = new Set(PRELOADS.map(({ href }) => href));

function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'font-medium underline underline-offset-4';
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}

function say(sentence: string): void {
  if (document.getElementById('start-note')) return;
  const note = document.createElement('p');
  note.id = 'start-note';
  note.setAttribute('role', 'alert');
  note.className =
    'fixed inset-x-3 bottom-3 z-50 mx-auto max-w-prose rounded-xl border border-line-strong bg-card px-4 py-3 text-[14px] text-ink shadow-lg';
  note.append(
    `${sentence} `,
    button('Load the page again', () => location.reload()),
    ' · ',
    button('Leave it', () => note.remove()),
  );
  document.body.append(note);
}

const STILL = 'What stands here was recorded when the site was built, and nothing on it answers.';

const missing = () => say(`A part of this page did not arrive, or not whole. ${STILL}`);

function add(address: string, integrity: string, failed: () => void): void {
  const script = document.createElement('script');
  script.src = address;
  script.integrity = integrity;
  script.async = true;
  script.onerror = () => {
    script.remove();
    failed();
  };
  document.head.append(script);
}

function start(): void {
  for (const preload of PRELOADS) {
    const { integrity } = preload;
    // As the page has it, by which React knows it again.
    const address = preload.getAttribute('href') ?? '';
    add(address, integrity, () => {
      fetch(address, { cache: 'reload' }).then(() => add(address, integrity, missing), missing);
    });
  }
}

// Whole scripts that a browser cannot read are too new for it.
addEventListener('error', ({ error, filename }) => {
  if (error instanceof SyntaxError && ADDRESSES.has(filename)) say(`This browser is too old for this page. ${STILL}`);
});

// What is loaded later by name, when somebody asks for it; where it is drawn, components/chrome/part.tsx says so.
addEventListener('unhandledrejection', ({ reason }) => {
  if (reason?.name === 'ChunkLoadError') say('What that needs did not arrive; all else on the page goes on.');
});

// A page in a tab behind others is not painted.
if (document.visibilityState === 'hidden') start();
else requestAnimationFrame(() => setTimeout(start));
