'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, type ReactNode, useState } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './menu.module.css'

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>
  align?: 'start' | 'end'
  side?: 'bottom' | 'top'
  width?: number | 'trigger'
  children: ReactNode
}

/** A menu of a button: arrow keys, type-ahead, Esc, and focus back on the button. */
export function Menu({ trigger, align = 'end', side = 'bottom', width = 200, children }: MenuProps) {
  const [container, setContainer] = useState<HTMLElement | null>(null)
  return (
    <BaseMenu.Root
      onOpenChange={(open, { trigger: button }) => {
        // Inside a landmark, as all content; inside the dialog if there is one, since the rest is out of reach then.
        if (open) setContainer(button?.closest<HTMLElement>('[role="dialog"]') ?? document.getElementById('main'))
      }}
    >
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal container={container}>
        <BaseMenu.Positioner className={styles.positioner} align={align} side={side} sideOffset={4}>
          <BaseMenu.Popup
            className={styles.menu}
            data-takes-keys=""
            style={{ minWidth: width === 'trigger' ? 'var(--anchor-width)' : width }}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

type MenuItemProps = {
  icon?: LucideIcon
  /** Only for what cannot be taken back, and last in the menu. */
  look?: 'danger'
  onClick: () => void
  children: ReactNode
}

/** Something that a menu does. */
export function MenuItem({ icon, look, onClick, children }: MenuItemProps) {
  return (
    <BaseMenu.Item className={classNames(styles.item, look && styles[look])} onClick={onClick}>
      {icon && <Icon of={icon} />}
      {children}
    </BaseMenu.Item>
  )
}

/** Somewhere that a menu leads. */
export function MenuLink(props: { icon?: LucideIcon; href: string; isCurrent?: boolean; children: ReactNode }) {
  const { icon, href, isCurrent, children } = props
  return (
    <BaseMenu.LinkItem
      className={styles.item}
      closeOnClick
      render={<Link href={href} aria-current={isCurrent ? 'true' : undefined} />}
    >
      {icon && <Icon of={icon} />}
      <span className={styles.word}>{children}</span>
      {isCurrent && <Icon of={Check} size={14} />}
    </BaseMenu.LinkItem>
  )
}

type MenuChoiceProps<Value extends string> = {
  label: string
  value: Value
  options: { value: Value; label: string }[]
  onChange: (value: Value) => void
  /** A choice that is made once: the menu closes with it. */
  closesOnChoice?: boolean
}

/** One of several, in a menu; the menu stays open, so that the effect can be seen. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { label, value, options, onChange, closesOnChoice = false } = props
  return (
    <BaseMenu.RadioGroup value={value} onValueChange={(chosen) => onChange(chosen as Value)}>
      <BaseMenu.GroupLabel className={styles.label}>{label}</BaseMenu.GroupLabel>
      {options.map((option) => (
        <BaseMenu.RadioItem
          key={option.value}
          className={styles.item}
          value={option.value}
          closeOnClick={closesOnChoice}
        >
          <span className={styles.word}>{option.label}</span>
          <BaseMenu.RadioItemIndicator>
            <Icon of={Check} size={14} />
          </BaseMenu.RadioItemIndicator>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  )
}

export function MenuSeparator() {
  return <BaseMenu.Separator className={styles.separator} />
}
