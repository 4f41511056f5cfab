import { randomBytes } from 'node:crypto'
import { renewDialog } from '../browser/account.ts'
import { devtoolsOf } from '../browser/devtools.ts'
import { inspectPage } from '../browser/inspect-page.ts'
import { signIn } from '../browser/sign-in.ts'
import { chooseAt, expect, setSignOnPolicy, test } from '../browser/sign-on.ts'
import { ageSessions } from '../stack/age-sessions.ts'
import { endSessions } from '../stack/end-sessions.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const single = { name: 'Sign in with single sign-on' }

test('somebody new comes by single sign-on, is an Editor at once, and stays one where it is the only way in', async ({
  guard,
  pageOutside,
  pageOf,
  signOn,
  stack,
  tenants: [tenant],
}) => {
  const domain = `${randomBytes(5).toString('hex')}.example`
  await setSignOnPolicy(stack, tenant, domain, true)
  await signOn.provider.accounts({ sub: 'ada', email: `Ada@${domain}`, email_verified: true, name: 'Ada Novak' })
  const page = await pageOutside()
  const asked = `/${tenant.slug}/europe/settings/security`
  await page.goto(asked)
  await page.waitForURL('**/sign-in?**')
  await inspectPage(page, 'the sign-in page with single sign-on')
  await page.getByRole('button', single).click()
  await chooseAt(page, 'Sign in as Ada Novak')
  await page.waitForURL(`**${asked}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Single sign-on' })
  await expect(section).toContainText('Connected')
  await expect(section).toContainText('It is your only way to sign in')
  await expect(section.getByRole('button', { name: 'Disconnect' })).toHaveCount(0)

  // What is asked while nobody is signed in.
  guard.allow(/status of 401/)
  await endSessions(stack.databaseUrl, `ada@${domain}`)
  await page.getByRole('button', { name: 'Set up' }).click()
  // The provider still knows who it is, and asks nothing.
  await renewDialog(page).getByRole('button', single).click()
  await expect(page.getByText('You are signed in again. Nothing was done yet: try it once more.')).toBeVisible()

  // Somebody with a password is led to their account, connects it, and goes on where they wanted to go.
  await signOn.provider.accounts({
    sub: 'ines',
    email: 'somebody@elsewhere.example',
    email_verified: true,
    name: 'Ines',
  })
  const owner = await pageOutside()
  await signIn(owner, tenant.people.owner)
  await owner.goto(`/${tenant.slug}/activity?group=people`)
  await owner.waitForURL('**/account?required=sso**')
  await inspectPage(owner, 'the account of somebody whose organization asks for single sign-on')
  await owner.getByRole('button', { name: 'Connect single sign-on' }).click()
  await chooseAt(owner, 'Sign in as Ines')
  await owner.waitForURL(`**/${tenant.slug}/activity?group=people`)
  const log = owner.locator('main')
  await expect(log).toContainText('connected single sign-on')
  await expect(log).toContainText('by single sign-on')
  await setSignOnPolicy(stack, tenant, null, false)
  await owner.goto('/account')
  const own = owner.getByRole('region', { name: 'Single sign-on' })
  const asking = owner.getByRole('alertdialog', { name: 'Disconnect single sign-on?' })
  await expectUnchanged(stack.databaseUrl, async () => {
    await own.getByRole('button', { name: 'Disconnect' }).click()
    await inspectPage(owner, 'the question before single sign-on is disconnected')
    await asking.getByRole('button', { name: 'Cancel' }).click()
    await expect(asking).toBeHidden()
  })
  await own.getByRole('button', { name: 'Disconnect' }).click()
  await asking.getByRole('button', { name: 'Disconnect' }).click()
  await expect(own).toContainText('Not connected')
  await expect(own.getByRole('heading', { name: 'Single sign-on' })).toBeFocused()
  await pageOf(tenant.people.editor)
})

test('who may not come in is told why, on a page whose address says nothing of the provider’s, and nothing changes', async ({
  pageOutside,
  signOn,
  stack,
  tenants: [tenant],
}) => {
  const domain = `${randomBytes(5).toString('hex')}.example`
  await setSignOnPolicy(stack, tenant, domain, false)
  await signOn.provider.accounts(
    { sub: 'unverified', email: `eve@${domain}`, email_verified: false, name: 'Unverified' },
    { sub: 'unknown', email: 'eve@elsewhere.example', email_verified: true, name: 'Unknown' },
    { sub: 'taken', email: tenant.people.owner.email, email_verified: true, name: 'Taken' },
  )
  const refusals = {
    'Sign in as Unverified': /does not vouch for your email address/,
    'Sign in as Unknown': /Nobody here knows this account/,
    'Sign in as Taken': /An account with your address is here already/,
    Cancel: /did not sign you in/,
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [button, sentence] of Object.entries(refusals)) {
      const page = await pageOutside()
      await page.goto('/sign-in')
      await page.getByRole('button', single).click()
      await chooseAt(page, button)
      await page.waitForURL('**/sign-in?sso=*')
      await expect(page.getByText(sentence)).toBeVisible()
      expect(new URL(page.url()).search).toMatch(/^\?sso=[a-z_]+$/)
      if (button === 'Cancel') await inspectPage(page, 'a sign-in that single sign-on refused')
    }
  })
  const sent = stack.recorder.answers.filter(({ target }) => target.startsWith('/sso/callback'))
  expect(sent.length).toBeGreaterThanOrEqual(4)
  for (const { head } of sent) expect(head).not.toMatch(/canary-words|location:.*(code|state)=/i)
})

test('an answer that another browser was given signs nobody in', async ({
  pageOutside,
  signOn,
  stack,
  tenants: [tenant],
}) => {
  const domain = `${randomBytes(5).toString('hex')}.example`
  await setSignOnPolicy(stack, tenant, domain, false)
  await signOn.provider.accounts({ sub: `eve-${domain}`, email: `eve@${domain}`, email_verified: true, name: 'Eve' })
  const attacker = await pageOutside()
  let answer = ''
  // By Chromium's own protocol: what Playwright routes are requests, not where they are redirected to.
  const devtools = await devtoolsOf(attacker)
  devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
    answer = request.url
    const responseHeaders = [{ name: 'Content-Type', value: 'text/html' }]
    const body = Buffer.from('<!doctype html><title>Kept</title>').toString('base64')
    void devtools.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body })
  })
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*/sso/callback*' }] })
  await attacker.goto('/sign-in')
  await attacker.getByRole('button', single).click()
  await chooseAt(attacker, 'Sign in as Eve')
  await expect.poll(() => answer).toContain('code=')

  const victim = await pageOutside()
  await victim.goto('/sign-in')
  await expectUnchanged(stack.databaseUrl, async () => {
    await victim.goto(answer)
    await expect(victim.getByText(/was begun in another window or browser/)).toBeVisible()
  })
})

test('a proof that it is still them is given in a window of its own, and what asked for it goes on by itself', async ({
  pageOutside,
  signOn,
  stack,
  tenants: [tenant],
}) => {
  const domain = `${randomBytes(5).toString('hex')}.example`
  await setSignOnPolicy(stack, tenant, domain, false)
  await signOn.provider.accounts({ sub: `bo-${domain}`, email: `bo@${domain}`, email_verified: true, name: 'Bo' })
  const page = await pageOutside()
  await page.goto('/sign-in')
  await page.getByRole('button', single).click()
  await chooseAt(page, 'Sign in as Bo')
  await page.waitForURL(`**/${tenant.slug}/**`)
  await page.goto('/account')
  await ageSessions(stack.databaseUrl, `bo@${domain}`)
  await page.getByRole('button', { name: 'Set up' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible()
  await inspectPage(page, 'the proof by single sign-on')
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Use single sign-on' }).click()
  await chooseAt(await opening, 'Sign in as Bo')
  await expect(page.getByRole('img', { name: 'QR code of the key' })).toBeVisible()
})
