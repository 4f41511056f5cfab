import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '#components/frame/providers.tsx'
import { themeChoiceOf } from '#components/frame/theme.ts'
// Of the pages for errors and what does not exist. Next preloads it with every page, and browsers complain of a preload that nothing uses.
import '#components/frame/plain-page.module.css'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Postern', template: '%s · Postern' },
  // Pages of a secrets manager belong in no index and no preview.
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafafb' },
    { media: '(prefers-color-scheme: dark)', color: '#101013' },
  ],
}

/** The document: fonts from this origin, the theme before the first paint, and the nonces of this answer. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [requestHeaders, requestCookies] = await Promise.all([headers(), cookies()])
  const theme = themeChoiceOf(requestCookies)
  const styleNonce = requestHeaders.get('x-style-nonce') ?? undefined
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={theme === 'system' ? undefined : theme}
      suppressHydrationWarning
    >
      <head>
        <meta property="csp-nonce" nonce={styleNonce} />
      </head>
      <body>
        <Providers nonce={styleNonce}>{children}</Providers>
      </body>
    </html>
  )
}
