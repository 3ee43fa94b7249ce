import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { ASKED_SCRIPT, EARLY_ACTS_SCRIPT } from '@/components/chrome/early-acts-script';
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
    <html lang="en" suppressHydrationWarning>
      <head>
        <script>{`${THEME_SCRIPT}${EARLY_ACTS_SCRIPT};${ASKED_SCRIPT}`}</script>
      </head>
      <body>{children}</body>
    </html>
  );
}
