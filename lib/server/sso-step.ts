import { currentPerson } from '#lib/auth/current-person.ts'
import { beginSso } from '#lib/oidc/begin-sso.ts'
import { beginSsoInput } from '#lib/oidc/schema.ts'
import { holdAttempt } from '#lib/oidc/sso-cookie.ts'
import { definePublicAction } from './define-public-action.ts'

/** Answers where to go: the page goes there itself, because a form that is led elsewhere is refused by the page's policy. */
export const ssoStep = definePublicAction(
  {
    public: 'It is how one gets signed in: throttled by address. To confirm or to connect takes a session.',
    input: beginSsoInput,
  },
  async (input, origin): Promise<{ url: string }> => {
    const { attemptId, url } = await beginSso(input, await currentPerson(), origin)
    await holdAttempt(attemptId)
    return { url }
  },
)
