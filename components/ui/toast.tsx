'use client'

import { Toast as BaseToast } from '@base-ui/react/toast'
import { CircleCheck, type LucideIcon, X } from 'lucide-react'
import { type ReactNode, useCallback } from 'react'
import { Button } from './button.tsx'
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
        {toast.actionProps && (
          <BaseToast.Action render={<Button look="quiet" size="small" className={styles.action} />} />
        )}
        <BaseToast.Close render={<IconButton label="Dismiss" icon={X} iconSize={14} size="small" />} />
      </BaseToast.Content>
    </BaseToast.Root>
  ))
}

export type ToastOptions = {
  icon?: LucideIcon
  /** The way back, where there is one. The toast goes once it is taken. */
  undo?: () => void
}

/** Shows a sentence that says what is now true. Never before it is committed and logged; never with a value in it. */
export function useToast(): (sentence: ReactNode, options?: ToastOptions) => void {
  const { add, close } = BaseToast.useToastManager<ToastData>()
  return useCallback(
    (sentence, { icon, undo } = {}) => {
      const id = add({
        title: sentence,
        data: { icon: icon ?? CircleCheck, tone: icon ? 'plain' : 'ok' },
        ...(undo && {
          actionProps: {
            children: 'Undo',
            onClick: () => {
              close(id)
              undo()
            },
          },
        }),
      })
    },
    [add, close],
  )
}
