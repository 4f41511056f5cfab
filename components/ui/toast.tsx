'use client'

import { Toast as BaseToast } from '@base-ui/react/toast'
import { CircleCheck, type LucideIcon, X } from 'lucide-react'
import { type ReactNode, useCallback } from 'react'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './toast.module.css'

type ToastData = { icon: LucideIcon; tone: 'ok' | 'plain' }

/** Says what is now true, once it is committed: at the bottom left, for eight seconds, never in the way. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <BaseToast.Provider timeout={8000} limit={3}>
      {children}
      <BaseToast.Portal>
        <BaseToast.Viewport className={styles.viewport}>
          <ToastList />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  )
}

function ToastList() {
  const { toasts } = BaseToast.useToastManager<ToastData>()
  return toasts.map((toast) => (
    <BaseToast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['left', 'down']}>
      <BaseToast.Content className={styles.content}>
        <span className={toast.data?.tone === 'plain' ? styles.plain : styles.ok}>
          <Icon of={toast.data?.icon ?? CircleCheck} />
        </span>
        <BaseToast.Title className={styles.text} render={<p />} />
        <BaseToast.Close render={<IconButton label="Dismiss" icon={X} iconSize={14} size="small" />} />
      </BaseToast.Content>
    </BaseToast.Root>
  ))
}

/** Shows a sentence that says what is now true. Never before it is committed and logged; never with a value in it. */
export function useToast(): (sentence: ReactNode, options?: { icon?: LucideIcon }) => void {
  const { add } = BaseToast.useToastManager<ToastData>()
  return useCallback(
    (sentence, { icon } = {}) =>
      void add({ title: sentence, data: { icon: icon ?? CircleCheck, tone: icon ? 'plain' : 'ok' } }),
    [add],
  )
}
