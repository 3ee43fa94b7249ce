interface PageRecord {
  readonly name: string;
  /** Its folder in app/. */
  readonly path: `/${string}`;
}

/** In the order in which the header leads to them. */
const RECORDS = {
  explore: { name: 'Explore', path: '/' },
  yours: { name: 'Your code', path: '/yours/' },
  audit: { name: 'Your models', path: '/audit/' },
  questions: { name: 'Questions', path: '/questions/' },
  compare: { name: 'Compare', path: '/compare/' },
  which: { name: 'Which setting?', path: '/which/' },
  shapes: { name: 'Shapes', path: '/shapes/' },
  matrix: { name: 'Matrix', path: '/matrix/' },
  scale: { name: 'Scale', path: '/scale/' },
  rules: { name: 'Rules', path: '/rules/' },
} satisfies Readonly<Record<string, PageRecord>>;

export type PageId = keyof typeof RECORDS;

interface Page extends PageRecord {
  readonly id: PageId;
}

/** The pages that the header leads to. */
export const PAGES: readonly Page[] = Object.entries(RECORDS).map(([id, record]) => ({ id: id as PageId, ...record }));
