'use client';
// Dark, light, or as the system has it.
import { useSyncExternalStore } from 'react';
import { Signal } from '@/lib/store/store';
import { THEME_KEY } from './theme-script';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

const chosen = new Signal();

function read(): Theme {
  return THEMES.find((each) => each === document.documentElement.dataset.theme) ?? 'system';
}

function choose(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  chosen.tell();
}

function subscribe(listener: () => void): () => void {
  const systems = [DARK, FORCED].map((query) => window.matchMedia(query));
  const leave = chosen.subscribe(listener);
  for (const system of systems) system.addEventListener('change', listener);
  return () => {
    leave();
    for (const system of systems) system.removeEventListener('change', listener);
  };
}

/** Light or dark as it is on screen, for whatever draws with colours of its own. Forced colours know no theme. */
export function useColourScheme(): 'light' | 'dark' {
  return useSyncExternalStore(
    subscribe,
    () => {
      const theme = read();
      if (theme !== 'system' && !window.matchMedia(FORCED).matches) return theme;
      return window.matchMedia(DARK).matches ? 'dark' : 'light';
    },
    () => 'light',
  );
}

const FACES: Record<Theme, string> = { system: '◐', light: '☀', dark: '☾' };

export function ThemeButton() {
  const theme = useSyncExternalStore(subscribe, read, () => 'system' as const);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <button
      type="button"
      className="grid size-9 place-items-center rounded-lg border border-line bg-card text-ink-2 hover:border-line-strong hover:text-ink"
      aria-label={`Theme: ${theme}. Switch to ${next}`}
      title={`Theme: ${theme}`}
      onClick={() => choose(next)}
    >
      <span aria-hidden>{FACES[theme]}</span>
    </button>
  );
}
