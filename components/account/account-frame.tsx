import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { KnownPerson } from '#components/auth/known-person.tsx'
import { SignOutButton } from '#components/auth/sign-out-button.tsx'
import { Mark } from '#components/frame/mark.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import styles from './account-frame.module.css'

type AccountFrameProps = {
  /** `hasSso`: single sign-on is set up here. */
  person: { name: string; email: string; hasSso: boolean }
  back: string
  children: ReactNode
}

/** The frame of a person's own page, which is in no organization. */
export function AccountFrame({ person, back, children }: AccountFrameProps) {
  return (
    <>
      <KnownPerson {...person} />
      <header className={styles.bar}>
        <Link href={back} className={styles.brand}>
          <Mark size={20} />
          Postern
        </Link>
        <ButtonLink look="quiet" icon={ArrowLeft} href={back}>
          Back to the console
        </ButtonLink>
      </header>
      <main id="main" tabIndex={-1} className={styles.page}>
        <div className={styles.heading}>
          <div>
            <h1>Account</h1>
            <p>
              {person.name} · {person.email}
            </p>
          </div>
          <SignOutButton />
        </div>
        {children}
      </main>
    </>
  )
}
