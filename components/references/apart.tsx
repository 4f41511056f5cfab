import type { ReactNode, SyntheticEvent } from 'react'

const stop = (event: SyntheticEvent) => event.stopPropagation()

/** Keeps what happens in a portal from the form around it, to which React passes its events on. */
export function Apart({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events from the form around it
    <div onChange={stop} onBlur={stop} onSubmit={stop}>
      {children}
    </div>
  )
}
