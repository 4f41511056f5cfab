'use client'

import { Popover } from '@base-ui/react/popover'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useRef, useState } from 'react'
import { moveAmongChoices } from '#components/references/move-among-choices.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Menu, MenuLink, MenuSeparator } from '#components/ui/menu.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import styles from './switcher.module.css'

type Choice = { slug: string; name: string; href: string }
type SwitcherProps = {
  trigger: ReactElement<Record<string, unknown>>
  /** What is chosen from: "Search domains". */
  searchLabel: string
  choices: Choice[]
  current: string
  /** The way to all of them. */
  also?: { label: string; href: string } | undefined
}

/** So many are found at a glance; more are searched. */
const mostAtAGlance = 8

/** Leads to another organization or domain: a menu, and where there are many, a list that is searched as one types. */
export function Switcher(props: SwitcherProps) {
  const { trigger, choices, current, also } = props
  if (choices.length > mostAtAGlance) return <SearchedSwitcher {...props} />
  return (
    <Menu align="start" width="trigger" trigger={trigger}>
      {choices.map(({ slug, name, href }) => (
        <MenuLink key={slug} href={href} isCurrent={slug === current}>
          <ChoiceName of={{ name, slug }} among={choices} />
        </MenuLink>
      ))}
      {also && (
        <>
          <MenuSeparator />
          <MenuLink href={also.href}>{also.label}</MenuLink>
        </>
      )}
    </Menu>
  )
}

/** Two that are called the same are told apart by their addresses. */
function ChoiceName({ of, among }: { of: { name: string; slug: string }; among: Choice[] }) {
  const isOnly = among.filter(({ name }) => name === of.name).length === 1
  return isOnly ? (
    of.name
  ) : (
    <>
      {of.name} <code className={styles.slug}>{of.slug}</code>
    </>
  )
}

function SearchedSwitcher({ trigger, searchLabel, choices, current, also }: SwitcherProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [container, setContainer] = useState<HTMLElement | null>(null)
  const [typed, setTyped] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const q = typed.trim().toLowerCase()
  const found = choices.filter(({ name, slug }) => name.toLowerCase().includes(q) || slug.includes(q))
  const close = () => setIsOpen(false)
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open, { trigger: button }) => {
        // Inside a landmark, as all content; inside the dialog if there is one, since the rest is out of reach then.
        if (open) setContainer(button?.closest<HTMLElement>('[role="dialog"]') ?? document.getElementById('main'))
        setTyped('')
        setIsOpen(open)
      }}
    >
      <Popover.Trigger render={trigger} />
      <Popover.Portal container={container}>
        <Popover.Positioner className={styles.positioner} align="start" sideOffset={4} collisionPadding={8}>
          <Popover.Popup className={styles.popup} data-takes-keys="" aria-label={searchLabel}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move among the links inside */}
            <div
              ref={panel}
              className={styles.panel}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
                  panel.current?.querySelector<HTMLElement>('[data-choice]')?.click()
                else moveAmongChoices(event, panel.current)
              }}
            >
              <SearchField label={searchLabel} value={typed} onChange={setTyped} />
              <p className="sr-only" role="status">
                {q === '' ? '' : `${found.length} found`}
              </p>
              {found.length === 0 ? (
                <p className={styles.none}>None is called so.</p>
              ) : (
                <ul className={styles.list}>
                  {found.map(({ slug, name, href }) => (
                    <li key={slug}>
                      <Link
                        href={href}
                        className={styles.choice}
                        data-choice=""
                        aria-current={slug === current ? 'true' : undefined}
                        onClick={close}
                      >
                        <span className={styles.name}>
                          <ChoiceName of={{ name, slug }} among={choices} />
                        </span>
                        {slug === current && <Icon of={Check} size={14} />}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
              {also && (
                <Link href={also.href} className={styles.also} onClick={close}>
                  {also.label}
                </Link>
              )}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
