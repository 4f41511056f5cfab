import { parseArgs } from 'node:util'
import { OperatorError } from '#lib/core/operator-error.ts'
import { createUser, type UserRole, userRoles } from '#lib/operator/create-user.ts'
import { resetUser } from '#lib/operator/reset-user.ts'
import { printLink } from './print-link.ts'
import { printable } from './printable.ts'

export const createUserUsage =
  'users create --email EMAIL --name NAME --organization ORGANIZATION --role owner|org-admin|domain-admin|editor [--domain DOMAIN]'
export const resetUserUsage = 'users reset EMAIL [--second-factor] [--single-sign-on]'

/** `users create …`: a member of an organization, with a link to set a password. Answers the exit code. */
export async function createUserCommand(args: string[]): Promise<number> {
  const { email, name, organization, role, domain } = createOptions(args)
  const made = await createUser({ email, name, organization, role, domain: domain ?? null })
  console.log(`✔ ${printable(made.name)} is a member of ${printable(made.place)}.`)
  if (made.link === null) console.log('They have an account already, and sign in as before.')
  else printLink(made.link)
  return 0
}

/** `users reset …`: takes the password away, and if asked to the second factor and single sign-on. Answers the exit code. */
export async function resetUserCommand(args: string[]): Promise<number> {
  const { values, positionals } = parsed(
    () =>
      parseArgs({
        args,
        allowPositionals: true,
        options: { 'second-factor': { type: 'boolean' }, 'single-sign-on': { type: 'boolean' } },
      }),
    resetUserUsage,
  )
  const [email] = positionals
  if (email === undefined || positionals.length > 1) throw usage(resetUserUsage)
  const dropsSecondFactor = values['second-factor'] ?? false
  const dropsSingleSignOn = values['single-sign-on'] ?? false
  const { name, link, notice } = await resetUser(email, { dropsSecondFactor, dropsSingleSignOn })
  const taken = dropsSecondFactor ? 'Password, authenticator app, passkeys and recovery codes' : 'The password'
  console.log(
    `✔ ${taken} of ${printable(name)} no longer work${dropsSecondFactor ? '' : 's'}, and all sessions have ended.`,
  )
  if (dropsSingleSignOn) console.log('✔ No account of an identity provider is connected with theirs any more.')
  if (notice === 'failed') console.error('✖ The mail that tells them so could not be sent.')
  printLink(link)
  return 0
}

function createOptions(args: string[]) {
  const { values } = parsed(
    () =>
      parseArgs({
        args,
        options: {
          email: { type: 'string' },
          name: { type: 'string' },
          organization: { type: 'string' },
          role: { type: 'string' },
          domain: { type: 'string' },
        },
      }),
    createUserUsage,
  )
  const { email, name, organization, role, domain } = values
  const isRole = (text: string): text is UserRole => Object.hasOwn(userRoles, text)
  if (email === undefined || name === undefined || organization === undefined || role === undefined || !isRole(role))
    throw usage(createUserUsage)
  return { email, name, organization, role, domain }
}

function parsed<T>(parse: () => T, text: string): T {
  try {
    return parse()
  } catch {
    throw usage(text)
  }
}

const usage = (text: string) => new OperatorError(`Usage: npm run postern -- ${text}`)
