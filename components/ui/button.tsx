import { LoaderCircle, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'

type Look = {
  /** At most one `main` in view; `danger` only for what cannot be taken back easily. */
  look?: 'main' | 'other' | 'quiet' | 'danger'
  size?: 'normal' | 'small'
  icon?: LucideIcon
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  Look & {
    /** What it says while it works; a click meanwhile does nothing. */
    busyLabel?: ReactNode
    isBusy?: boolean
  }

const classesOf = ({ look = 'other', size = 'normal' }: Look, extra?: string) =>
  classNames(styles.button, styles[look], size === 'small' && styles.small, extra)

/** A button with a word. While busy it keeps its focus, says so, and cannot be pressed again. */
export function Button(props: ButtonProps) {
  const { look, size, icon, isBusy = false, busyLabel, className, children, onClick, type = 'button', ...rest } = props
  return (
    <button
      {...rest}
      // A submit button that is busy must not submit again by Enter either: the type decides that, not a handler.
      type={isBusy ? 'button' : type}
      className={classesOf({ look, size }, className)}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
    >
      {isBusy ? (
        <Icon of={LoaderCircle} size={size === 'small' ? 14 : 16} isSpinning />
      ) : (
        icon && <Icon of={icon} size={size === 'small' ? 14 : 16} />
      )}
      {isBusy && busyLabel ? busyLabel : children}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere, a button does something. */
export function ButtonLink(props: ComponentProps<typeof Link> & Look) {
  const { look, size, icon, className, children, ...rest } = props
  return (
    <Link {...rest} className={classesOf({ look, size }, className)}>
      {icon && <Icon of={icon} size={size === 'small' ? 14 : 16} />}
      {children}
    </Link>
  )
}
