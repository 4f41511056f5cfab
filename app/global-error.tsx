'use client'

import './globals.css'

/** The last resort, when even the document's layout failed: it relies on nothing of it. */
export default function GlobalError({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main style={{ maxWidth: 400, margin: '20vh auto', padding: 16 }}>
          <title>Something went wrong · Postern</title>
          <h1>Something went wrong</h1>
          <p style={{ margin: '8px 0 16px' }}>
            Postern could not show this page. Try again; if it stays so, an operator finds the reason in the log.
          </p>
          <button type="button" onClick={reset} style={{ padding: '8px 12px' }}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
