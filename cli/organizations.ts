import { parseArgs } from 'node:util'
import { OperatorError } from '#lib/core/operator-error.ts'
import { createOrganization } from '#lib/operator/create-organization.ts'
import { printLink } from './print-link.ts'
import { printable } from './printable.ts'

export const createOrganizationUsage =
  'organizations create --name NAME --owner EMAIL --domain DOMAIN [--owner-name NAME]'

/** `organizations create …`: an organization with its first domain and its owner. Answers the exit code. */
export async function createOrganizationCommand(args: string[]): Promise<number> {
  const { name, owner, domain, ownerName } = options(args)
  const made = await createOrganization({ name, owner, domain, ownerName: ownerName ?? null })
  console.log(`✔ ${printable(name)} is at /${made.slug}, and ${printable(made.owner)} owns it.`)
  if (made.link !== null) printLink(made.link)
  return 0
}

function options(args: string[]) {
  try {
    const string = { type: 'string' } as const
    const { values } = parseArgs({
      args,
      options: { name: string, owner: string, domain: string, 'owner-name': string },
    })
    const { name, owner, domain, 'owner-name': ownerName } = values
    if (name !== undefined && owner !== undefined && domain !== undefined) return { name, owner, domain, ownerName }
  } catch {
    // Answered below, like an option that is missing.
  }
  throw new OperatorError(`Usage: npm run postern -- ${createOrganizationUsage}`)
}
