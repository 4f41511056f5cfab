/** @type {import('next').NextConfig} */
export default {
  // Journeys that are being written run on a build of their own, beside the one that is up.
  distDir: process.env.POSTERN_BUILD_FOLDER || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Native, or told apart by identity: loaded from node_modules as they are.
  serverExternalPackages: ['pg', '@prisma/adapter-pg', '@prisma/client', '@node-rs/argon2', 'pino', 'undici'],
  // It is on by default in development, and would print the arguments of server actions: credentials.
  logging: { serverFunctions: false },
  // An import sends 1 MiB of text at once, in which what JSON escapes takes twice its room or more.
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
  // `npm test` checks types; a start does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // What has no page of ours around it, like an answer of the API, makes browsers ask for this one.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // Everything else gets its headers, with the Content-Security-Policy, from proxy.ts.
  headers: async () => [
    {
      source: '/_next/static/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Referrer-Policy', value: 'no-referrer' },
      ],
    },
  ],
}
