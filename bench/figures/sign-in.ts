import { randomBytes } from 'node:crypto'
import { presentToken } from '#lib/api/present-token.ts'
import { hashPassword } from '#lib/auth/hash-password.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { db } from '#lib/db/client.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { newTokenText } from '#lib/tokens/token-text.ts'
import type { Figure } from '../figure.ts'
import { timed } from '../sending-place.ts'

const attempts = 20
let email = ''
let text = ''

/** Each attempt comes from an address of its own, so that no throttle answers in place of the check. */
const newAddress = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`

async function refused(work: Promise<unknown>): Promise<void> {
  const isDone = await work.then(
    () => true,
    () => false,
  )
  if (isDone) throw new Error('What is wrong was taken.')
}

const wrongPassword = (account: string) =>
  refused(signIn({ email: account, password: 'not the password' }, { address: newAddress(), program: 'bench' }))

const present = (token: string, address: string) =>
  presentToken(new Headers({ Authorization: `Bearer ${token}` }), address)

const wrongToken = () => refused(present(newTokenText(), newAddress()))

const makeToken = async () => (await anApiToken(await makeTenant(), ['secrets:read'])).text

async function makeAccount(): Promise<void> {
  const tenant = await makeTenant()
  const { personId } = tenant.people.editor
  email = tenant.people.editor.email
  const passwordHash = await hashPassword(randomBytes(18).toString('base64url'))
  await db().person.update({ where: { id: personId }, data: { passwordHash } })
  await wrongPassword(email)
  await wrongPassword('nobody@elsewhere.example')
}

const figures: Figure[] = [
  {
    name: 'sign-in.unknown',
    unit: 'ms',
    better: 'smaller',
    yardstick: 'sign-in.known: a wrong password for an account that exists, which must take as long',
    setup: makeAccount,
    measure: () => timed(attempts, 1, () => wrongPassword(`nobody.${randomBytes(6).toString('hex')}@acme.example`)),
    measureYardstick: () => timed(attempts, 1, () => wrongPassword(email)),
  },
  {
    name: 'api.token.wrong',
    unit: 'ms',
    better: 'smaller',
    yardstick: 'a right token, read from the same table; a wrong one is counted for its address, too',
    setup: async () => {
      text = await makeToken()
    },
    measure: () => timed(attempts, 1, wrongToken),
    measureYardstick: () => timed(attempts, 1, () => present(text, newAddress())),
  },
]

export default figures
