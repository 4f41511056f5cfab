'use client'

import { DoorOpen, LogOut, UserRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { signOutAction } from '#app/(auth)/actions.ts'
import { LeaveDialog } from '#components/members/leave-dialog.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { useFrame } from './frame-context.tsx'
import styles from './person-menu.module.css'
import { applyTheme, type ThemeChoice } from './theme.ts'

const themes: { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Who is signed in, in which colours, and the way out. */
export function PersonMenu() {
  const { person, theme, organization } = useFrame()
  const router = useRouter()
  const [isLeaving, setIsLeaving] = useState(false)
  const [choice, setChoice] = useState(theme)
  return (
    <>
      <Menu
        width={240}
        trigger={
          <button
            type="button"
            className={styles.trigger}
            aria-label={`${initialsOf(person.name)}: account of ${person.name}`}
          >
            <span className={styles.avatar} aria-hidden="true">
              {initialsOf(person.name)}
            </span>
          </button>
        }
      >
        <div className={styles.person}>
          <p>{person.name}</p>
          <p>{person.email}</p>
        </div>
        <MenuSeparator />
        <MenuChoice
          label="Theme"
          value={choice}
          options={themes}
          onChange={(chosen) => {
            setChoice(chosen)
            applyTheme(chosen)
          }}
        />
        <MenuSeparator />
        <MenuItem icon={UserRound} onClick={() => router.push('/account')}>
          Account
        </MenuItem>
        <MenuItem icon={LogOut} onClick={signOut}>
          Sign out
        </MenuItem>
        <MenuItem icon={DoorOpen} onClick={() => setIsLeaving(true)}>
          Leave organization
        </MenuItem>
      </Menu>
      <LeaveDialog isOpen={isLeaving} organization={organization} onClose={() => setIsLeaving(false)} />
    </>
  )
}

/** Ends the session and loads the sign-in page anew, so that nothing of this one stays in memory. */
async function signOut(): Promise<void> {
  await signOutAction()
  window.location.assign('/sign-in')
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}
