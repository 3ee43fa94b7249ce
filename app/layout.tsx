import './globals.css';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { ASKED_SCRIPT, EARLY_ACTS_SCRIPT, READER_SCRIPT } from '@/components/chrome/early-acts-script';
import { SiteFooter } from '@/components/chrome/site-footer';
import { THEME_SCRIPT } from '@/components/chrome/theme-script';
import { belowBase } from './base-path';

export const metadata: Metadata = {
  title: 'Cascade Lens: who deleted my rows, SQLAlchemy or PostgreSQL?',
  description:
    'Toggle cascade, passive_deletes, delete-orphan and ondelete, press play, and see for every row who removed it: an ORM-issued DELETE or the foreign key. On a real PostgreSQL in your browser.',
  manifest: belowBase('/manifest.webmanifest'),
  icons: {
    icon: [
      { url: belowBase('/icons/favicon.ico'), sizes: '48x48' },
      { url: belowBase('/icons/icon.svg'), sizes: 'any', type: 'image/svg+xml' },
    ],
    apple: { url: belowBase('/icons/apple-touch-icon.png'), sizes: '180x180' },
  },
};

// A font that comes too late is not swapped in: nothing moves, and the next page has it.
const sans = localFont({
  src: '../.cache/fonts/inter.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-inter',
});
const mono = localFont({
  src: '../.cache/fonts/jetbrains-mono.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-jetbrains-mono',
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'monospace'],
});

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfbf8' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1116' },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={`${sans.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        <script>{[THEME_SCRIPT, EARLY_ACTS_SCRIPT, ASKED_SCRIPT, READER_SCRIPT].join(';')}</script>
      </head>
      <body>
        {children}
        <SiteFooter questions={belowBase('/questions/')} licences={belowBase('/licences/')} />
      </body>
    </html>
  );
}
