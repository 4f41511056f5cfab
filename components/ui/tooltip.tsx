'use client'

import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './tooltip.module.css'

type TooltipProps = {
  /** What it says. Nothing that somebody must know: it is not there on a touch screen. */
  content: ReactNode
  /** The element it belongs to; it takes focus, so that the keyboard reaches what the pointer does. */
  children: ReactElement<Record<string, unknown>>
}

/** A line about an element, on hover and on focus. */
export function Tooltip({ content, children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} delay={300} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className={styles.positioner} sideOffset={6} side="top" align="start">
          <BaseTooltip.Popup className={styles.tooltip}>{content}</BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}
