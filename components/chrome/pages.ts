/** The pages that the header leads to, in its order. */
export const PAGES = [
  { id: 'explore', name: 'Explore', path: '/' },
  { id: 'compare', name: 'Compare', path: '/compare/' },
  { id: 'shapes', name: 'Shapes', path: '/shapes/' },
  { id: 'matrix', name: 'Matrix', path: '/matrix/' },
  { id: 'scale', name: 'Scale', path: '/scale/' },
  { id: 'rules', name: 'Rules', path: '/rules/' },
] as const;

export type PageId = (typeof PAGES)[number]['id'];
