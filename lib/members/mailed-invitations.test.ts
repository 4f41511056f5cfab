import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { disconnect } from '#lib/db/client.ts'
import { inEurope, invite, newEmail, tokenIn } from '#lib/testing/an-invitation.ts'
import { startMailServer } from '#lib/testing/mail-server.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { linkInMail, textOfMail } from '#lib/testing/text-of-mail.ts'
import { openInvitation } from './open-invitation.ts'
import { renewInvitation } from './renew-invitation.ts'

// Before anything reads the configuration, which happens once in a process.
const server = await startMailServer({ tls: 'none' })
process.env.SMTP_URL = `smtp://localhost:${server.port}`
process.env.MAIL_FROM = 'Postern <postern@acme.example>'

after(async () => {
  await server.stop()
  await disconnect()
})

test('where there is a mail server the link is mailed to the address alone, and not shown to the inviter', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  const made = await invite(tenant, 'owner', { email, ...inEurope(tenant, 'editor') })
  assert.equal(made.mail, 'sent')
  assert.equal(made.link, null)
  const [mail, ...more] = await server.mails()
  assert.deepEqual(more, [])
  assert.deepEqual(mail?.to, [email])
  const shown = await openInvitation(tokenIn(linkInMail(mail?.raw ?? '')), null)
  assert.equal(shown.email, email)
})

test('a name that is a link or turns text around, stored before it was refused, is neither in the mail', async () => {
  const tenant = await makeTenant()
  await server.forget()
  tenant.people.owner.name = 'Your vault is locked: https://www.evil.example/unlock \u202eabara'
  const made = await invite(tenant, 'owner', { email: newEmail(), ...inEurope(tenant, 'editor') })
  assert.equal(made.mail, 'sent')
  const [mail] = await server.mails()
  const text = textOfMail(mail?.raw ?? '')
  assert.match(text, /^Your vault is locked: https www evil\. example\/unlock abara invites you to work .* of Acme in/)
  assert.deepEqual(text.match(/https?:\/\/[^/]+/g), ['http://localhost:3000'])
  assert.doesNotMatch(mail?.raw ?? '', /www\.|https:\/\/|E2=80=AE|\u202e/)
})

test('a mail that fails leaves the invitation, and shows its link to whoever made it', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  await server.forget()
  await server.refuse(true)
  const made = await invite(tenant, 'owner', { email, ...inEurope(tenant, 'editor') })
  assert.equal(made.mail, 'failed')
  assert.equal((await openInvitation(tokenIn(made.link), null)).email, email)
  await server.refuse(false)
  const permit = await tenant.organizationPermit('member:invite', 'owner')
  const renewed = await renewInvitation(permit, { organization: tenant.organization.slug, id: made.id })
  assert.equal(renewed.mail, 'sent')
  assert.equal(renewed.link, null)
  assert.equal((await server.mails()).length, 1)
})
