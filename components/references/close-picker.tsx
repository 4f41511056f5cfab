import { Popover } from '@base-ui/react/popover'
import { X } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import styles from './secret-picker.module.css'

/** On a small screen the picker is all that is in view; elsewhere a click beside it closes it. */
export function ClosePicker() {
  return (
    <span className={styles.close}>
      <Popover.Close render={<IconButton label="Close" icon={X} size="small" />} />
    </span>
  )
}
