import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label' | 'disabled'> & {
  /** What it does, in words: the name for everyone who cannot see the icon. */
  label: string
  icon: LucideIcon
  iconSize?: number
  look?: 'other' | 'quiet'
  size?: 'normal' | 'small'
}

/** A button without room for its word. */
export function IconButton({
  label,
  icon,
  iconSize,
  look = 'quiet',
  size = 'normal',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={classNames(styles.button, styles[look], styles.icon, size === 'small' && styles.small, className)}
    >
      <Icon of={icon} size={iconSize ?? 16} />
    </button>
  )
}
