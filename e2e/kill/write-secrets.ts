// Writes secrets in a new organization, several at a time, and acknowledges each write once it is committed: one line of
// JSON on standard output. Every third write is a new value for a secret that was acknowledged before.
import { writeSync } from 'node:fs'
import { runChange } from '#lib/changelog/run-change.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { editInput, tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'

/** `value` is `value N of the secret NAME`, so that whoever checks can tell what has to be there. */
export type Acknowledged =
  | { kind: 'tenant'; organizationId: string }
  | { kind: 'written'; organizationId: string; id: string; version: number }

const acknowledge = (line: Acknowledged) => writeSync(1, `${JSON.stringify(line)}\n`)

const tenant = await makeTenant()
const organizationId = tenant.organization.id
acknowledge({ kind: 'tenant', organizationId })
const [create, edit] = await Promise.all([tenant.permit('secret:create'), tenant.permit('secret:edit')])
const known: { id: string; name: string; version: number; rowVersion: number }[] = []
let left = Number(process.argv[2] ?? 200)

async function write(): Promise<void> {
  while (left > 0) {
    left -= 1
    const old = left % 3 === 0 ? known.shift() : undefined
    const name = old?.name ?? `secret_${left}`
    const version = (old?.version ?? 0) + 1
    const value = `value ${version} of the secret ${name}`
    const changed = old
      ? await runChange(edit, (scope) =>
          editSecret(scope, editInput(tenant.place, { id: old.id, rowVersion: old.rowVersion, value })),
        )
      : await runChange(create, (scope) => createSecret(scope, tokenInput(tenant.place, { name, value })))
    acknowledge({ kind: 'written', organizationId, id: changed.id, version: changed.version })
    known.push(changed)
  }
}

await Promise.all([write(), write(), write(), write()])
process.exit()
