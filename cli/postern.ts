// npm run postern -- COMMAND: what an operator does at the machine.
import { log } from '#lib/core/log.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { installationStatus } from '#lib/server/installation-status.ts'
import { importCommand, importUsage } from './import.ts'
import { createOrganizationCommand, createOrganizationUsage } from './organizations.ts'
import { printable } from './printable.ts'
import { statusCommand } from './status.ts'
import { createUserCommand, createUserUsage, resetUserCommand, resetUserUsage } from './users.ts'
import { verifyLogCommand } from './verify-log.ts'

const usage = `Usage: npm run postern -- COMMAND

  status                      whether database, schema and root key fit together, and the versions
  log verify [organization]   whether each change log is whole, and where it breaks if not
  ${createUserUsage}
                              makes somebody a member and prints a one-time link to set a password
  ${resetUserUsage}
                              takes a password away, and a lost second factor, and prints a one-time link
  ${createOrganizationUsage}
                              makes an organization with its first domain and its owner
  ${importUsage}
                              stores the secrets of a file; what exists already is skipped unless said otherwise
`

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  const sentence =
    error instanceof OperatorError ? printable(error.message) : `Something unexpected happened (${log.failure(error)}).`
  console.error(sentence)
  return 1
})
// Idle connections would keep the process for a while.
process.exit()

async function run([first, second, ...rest]: string[]): Promise<number> {
  if (first === 'status' && second === undefined) return statusCommand()
  const command = `${first} ${second}`
  const named = {
    'users create': createUserCommand,
    'users reset': resetUserCommand,
    'organizations create': createOrganizationCommand,
  }
  if (Object.hasOwn(named, command)) {
    await assertInstalled()
    return named[command as keyof typeof named](rest)
  }
  if (first === 'import') {
    await assertInstalled()
    return importCommand([second, ...rest].filter((arg) => arg !== undefined))
  }
  if (first === 'log' && second === 'verify' && rest.length <= 1) {
    await assertInstalled()
    return verifyLogCommand(rest[0])
  }
  console.error(usage)
  return 2
}

async function assertInstalled(): Promise<void> {
  const bad = (await installationStatus()).find(({ isGood }) => !isGood)
  if (bad !== undefined) throw new OperatorError(bad.text)
}
