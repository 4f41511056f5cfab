'use server'

import { createSession } from '#lib/auth/create-session.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { holdSession } from '#lib/auth/hold-session.ts'
import { PosternError } from '#lib/core/errors.ts'
import { acceptAsNew, acceptAsSelf } from '#lib/members/accept-invitation.ts'
import { openInvitation } from '#lib/members/open-invitation.ts'
import { acceptAsNewInput, type InvitationShown, invitationTokenInput } from '#lib/members/schema.ts'
import { definePublicAction } from '#lib/server/define-public-action.ts'

export const openInvitationAction = definePublicAction(
  { public: 'Whoever is invited may have no account yet: the link’s token is the proof.', input: invitationTokenInput },
  async ({ token }): Promise<InvitationShown> => openInvitation(token, await currentPerson()),
)

/** Answers where to go. */
export const acceptAsNewAction = definePublicAction(
  { public: 'It makes the account of whoever is invited: the link’s token is the proof.', input: acceptAsNewInput },
  async (input, origin): Promise<{ home: string }> => {
    const person = await acceptAsNew(input, origin)
    await holdSession(await createSession(person, ['password'], origin), origin)
    return { home: `/${person.organizationSlug}` }
  },
)

export const acceptAsSelfAction = definePublicAction(
  {
    public: 'Whoever is signed in may hold nothing of the organization yet: session and token together are the proof.',
    input: invitationTokenInput,
  },
  async ({ token }, origin): Promise<{ home: string }> => {
    const person = await currentPerson()
    if (!person) throw new PosternError('unauthenticated')
    const { organizationSlug } = await acceptAsSelf(token, person, origin)
    return { home: `/${organizationSlug}` }
  },
)
