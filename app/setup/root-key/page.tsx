import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Entrance } from '#components/auth/entrance.tsx'
import { RootKeyCard } from '#components/auth/root-key-card.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import { homePath } from '#lib/auth/home-path.ts'
import { rootKeyBackup } from '#lib/auth/root-key-backup.ts'

export const metadata: Metadata = { title: 'Back up the root key' }

/** The end of the setup. It stays for every owner: the key is to be found again when a backup is checked. */
export default async function RootKeyPage() {
  const person = await currentPerson()
  if (!person) redirect('/sign-in?next=/setup/root-key')
  const backup = await rootKeyBackup(person.personId)
  if (!backup) notFound()
  return (
    <Entrance
      title="Back up the root key now"
      lead="Postern encrypts every secret under this key. Without it nobody can read them again, and nobody can make it anew."
      isWide
    >
      <RootKeyCard backup={backup} next={(await homePath(person.personId)) ?? '/'} />
    </Entrance>
  )
}
