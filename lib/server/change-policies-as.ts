import type { Permit } from '#lib/access/permit.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { acceptedIssuers } from '#lib/core/accepted-issuers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { changePolicies } from '#lib/settings/change-policies.ts'
import type { ChangePoliciesInput } from '#lib/settings/schema.ts'

/** Changes the policies for whoever sends this request, judged by how they signed in. Throws as changePolicies(). */
export async function changePoliciesAs(
  permit: Permit<'policy:edit'>,
  input: ChangePoliciesInput,
): Promise<{ policyVersion: number }> {
  const person = await currentPerson()
  if (!person) throw new PosternError('unauthenticated')
  const by = { proof: person.proof, issuers: acceptedIssuers() }
  return runChange(permit, (scope) => changePolicies(scope, input, by))
}
