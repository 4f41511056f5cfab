import type { LucideIcon } from 'lucide-react'
import styles from './icon.module.css'

/** A decorative icon in the weight of its size; whatever it means also stands in words beside it. */
export function Icon({ of: Shape, size = 16, isSpinning }: { of: LucideIcon; size?: number; isSpinning?: boolean }) {
  return (
    <Shape
      aria-hidden="true"
      className={isSpinning ? `${styles.icon} ${styles.spinning}` : styles.icon}
      size={size}
      strokeWidth={size < 16 ? 2 : 1.75}
    />
  )
}
