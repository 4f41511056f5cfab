'use client'

import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button } from './button.tsx'
import { Consequence } from './consequence.tsx'
import styles from './drawer.module.css'
import { IconButton } from './icon-button.tsx'

type Guard = {
  isDirty: boolean
  isBusy: boolean
  /** What the form holds is stored, until it begins anew: a late render must not make it typed again. */
  isStored: boolean
}
type DrawerContext = {
  /** Closes, and asks first if something typed would be lost. */
  close: () => void
  /** What was typed is stored: nothing is asked any more. */
  release: () => void
  /** Closes at once, because what was typed is stored. */
  finish: () => void
  guard: { current: Guard }
}

const Context = createContext<DrawerContext | null>(null)

/** The drawer around a form. Throws outside of one. */
export function useDrawer(): DrawerContext {
  const drawer = useContext(Context)
  if (!drawer) throw new Error('useDrawer() is called outside of a Drawer.')
  return drawer
}

type DrawerProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  /** Back into view, when the browser's Back button closed it over something typed. */
  onReopen: () => void
  children: ReactNode
}

/**
 * A panel from the right that keeps the list behind it in view. It traps focus, closes with Esc, and asks before it
 * loses what was typed; its content is gone from the page once it has closed.
 */
export function Drawer({ title, isOpen, onClose, onReopen, children }: DrawerProps) {
  const guard = useRef<Guard>({ isDirty: false, isBusy: false, isStored: false })
  const popup = useRef<HTMLDivElement>(null)
  // Asking whether to lose what was typed; then, if not, on the way back to being open.
  const [phase, setPhase] = useState<'settled' | 'asking' | 'returning'>('settled')
  const [wasOpen, setWasOpen] = useState(isOpen)

  // Closed from outside (Back) while something is typed: stay, and ask.
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen)
    if (isOpen && phase === 'returning') setPhase('settled')
    if (!isOpen && guard.current.isDirty) setPhase('asking')
  }
  const isShown = isOpen || phase !== 'settled'

  const context = useMemo<DrawerContext>(() => {
    const release = () => {
      guard.current = { isDirty: false, isBusy: false, isStored: true }
      setPhase('settled')
    }
    const finish = () => {
      release()
      onClose()
    }
    const close = () => {
      if (guard.current.isBusy) return
      if (guard.current.isDirty) setPhase('asking')
      else finish()
    }
    return { close, release, finish, guard }
  }, [onClose])

  // A reload or a closed tab: the browser asks.
  useEffect(() => {
    if (!isShown) return
    const ask = (event: BeforeUnloadEvent) => {
      if (guard.current.isDirty) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isShown])

  return (
    <Dialog.Root
      open={isShown}
      onOpenChange={(open, details) => {
        if (open) return
        // What has an Esc of its own (the JSON editor) keeps it.
        const isOwn = details.event.target instanceof Element && details.event.target.closest('[data-keeps-escape]')
        if (details.reason === 'escape-key' && isOwn) details.cancel()
        else context.close()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup
          ref={popup}
          data-takes-keys=""
          className={styles.drawer}
          // The first field; on a touch screen the drawer itself, so that no keyboard covers it at once.
          initialFocus={(type) =>
            type === 'touch' ? popup.current : (popup.current?.querySelector<HTMLElement>('[data-autofocus]') ?? true)
          }
        >
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <IconButton label="Close" icon={X} onClick={context.close} />
          </div>
          <Context.Provider value={context}>{children}</Context.Provider>
          <Consequence
            isOpen={phase === 'asking'}
            title="Discard what you typed?"
            confirm="Discard"
            cancel="Keep editing"
            onConfirm={context.finish}
            onCancel={() => {
              setPhase(isOpen ? 'settled' : 'returning')
              if (!isOpen) onReopen()
            }}
          >
            <p>Nothing of it has been saved.</p>
          </Consequence>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The scrolling part of a drawer that holds no form. */
export function DrawerBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>
}

type DrawerFormProps = Pick<ComponentProps<'form'>, 'onBlur' | 'onChange'> & {
  onSubmit: () => void
  /** What is wrong, at the left of the foot. */
  problem?: ReactNode
  isDirty: boolean
  isBusy: boolean
  busyLabel?: string
  children: ReactNode
}

/** The form in a drawer: its body scrolls, its foot with Cancel and Submit stays. */
export function DrawerForm(props: DrawerFormProps) {
  const { onSubmit, problem, isDirty, isBusy, busyLabel = 'Saving…', children, ...events } = props
  const { close, guard } = useDrawer()
  useEffect(() => {
    const isStored = guard.current.isStored && isDirty
    guard.current = { isDirty: isDirty && !isStored, isBusy, isStored }
  }, [guard, isDirty, isBusy])
  return (
    <form
      {...events}
      className={styles.form}
      // Submitted before its script runs, a form must not put what was typed into the address.
      method="post"
      autoComplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // A form inside a portal also bubbles to the forms around it in React's tree.
        event.stopPropagation()
        if (!guard.current.isBusy) onSubmit()
      }}
    >
      <div className={styles.body}>{children}</div>
      <div className={styles.foot}>
        <div className={styles.problem} role="status">
          {problem}
        </div>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="main" isBusy={isBusy} busyLabel={busyLabel}>
          Submit
        </Button>
      </div>
    </form>
  )
}
