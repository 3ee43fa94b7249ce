import type { NextConfig } from 'next';

// BASE_PATH=/docs/cascade-lens npm run build makes an export that lives below that path on any static host.
const basePath = process.env.BASE_PATH ?? '';

export default {
  output: 'export',
  basePath,
  trailingSlash: true,
  reactStrictMode: true,
  generateBuildId: () => process.env.BUILD_ID ?? null,
  // scripts/shipped/modules.ts reads them, and takes them away.
  productionBrowserSourceMaps: true,
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  turbopack: { resolveAlias: { hastscript: './components/code/element.ts' } },
  experimental: {
    turbopackChunking: { minChunkSize: 400_000 },
  },
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
