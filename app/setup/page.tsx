import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Entrance } from '#components/auth/entrance.tsx'
import { SetupForm } from '#components/auth/setup-form.tsx'
import { ownerExists } from '#lib/auth/owner-exists.ts'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetupPage() {
  if (await ownerExists()) notFound()
  return (
    <Entrance
      title="Set up Postern"
      lead="Make its first owner and organization. This page closes once they are there."
      isWide
    >
      <SetupForm />
    </Entrance>
  )
}
