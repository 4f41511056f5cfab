import { UserRound } from 'lucide-react'
import { redirect } from 'next/navigation'
import { Entrance } from '#components/auth/entrance.tsx'
import { SignOutButton } from '#components/auth/sign-out-button.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import { homePath } from '#lib/auth/home-path.ts'

/** Leads on to where the person begins; who may act in no organization is told so. */
export default async function RootPage() {
  const person = await currentPerson()
  if (!person) redirect('/sign-in')
  const home = await homePath(person.personId)
  if (home) redirect(home)
  return (
    <Entrance
      title="No organization yet"
      lead={`You are signed in as ${person.email} and belong to no organization, or your access is suspended. An Owner or Org Admin can invite you, or let you in again.`}
    >
      <SignOutButton />{' '}
      <ButtonLink look="quiet" icon={UserRound} href="/account">
        Account
      </ButtonLink>
    </Entrance>
  )
}
