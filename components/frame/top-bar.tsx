'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Menu as MenuIcon, X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Fragment, useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import styles from './top-bar.module.css'

export type Crumb = { label: string; href?: string }

/** Where one is and who one is; on a small screen also the way to the rail. */
export function TopBar({ crumbs, title }: { crumbs: Crumb[]; title: string }) {
  return (
    <header className={styles.bar}>
      <RailDrawer />
      <nav aria-label="Breadcrumb" className={styles.crumbs}>
        <ol>
          {crumbs.map((crumb, index) => (
            <Fragment key={crumb.label}>
              {index > 0 && (
                <li aria-hidden="true" className={styles.slash}>
                  /
                </li>
              )}
              <li>
                {crumb.href ? (
                  <Link href={crumb.href}>{crumb.label}</Link>
                ) : (
                  <span aria-current="page">{crumb.label}</span>
                )}
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      <div className={styles.small} aria-hidden="true">
        <p>
          {crumbs
            .slice(0, 2)
            .map((crumb) => crumb.label)
            .join(' / ')}
        </p>
        <p>{title}</p>
      </div>
      <PersonMenu />
    </header>
  )
}

/** The rail, where there is no room for it beside the page. It closes when it has led somewhere. */
function RailDrawer() {
  const [isOpen, setIsOpen] = useState(false)
  const path = usePathname()
  const [openedOn, setOpenedOn] = useState(path)
  if (isOpen && openedOn !== path) setIsOpen(false)
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpenedOn(path)
        setIsOpen(open)
      }}
    >
      <Dialog.Trigger render={<IconButton label="Menu" icon={MenuIcon} iconSize={20} className={styles.menu} />} />
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.drawer} data-takes-keys="">
          <Dialog.Title className="sr-only">Menu</Dialog.Title>
          <Dialog.Close render={<IconButton label="Close" icon={X} className={styles.close} />} />
          <Rail />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
