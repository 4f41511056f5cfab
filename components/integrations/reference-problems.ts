import type { IntegrationRequestDetails } from '#lib/integrations/schema.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import type { ReferenceProblems } from './reference-text.tsx'

/** Why each secret that a saved request names cannot be used now; null where it can. */
export function referenceProblems(
  references: IntegrationRequestDetails['references'],
  domainName: string,
): ReferenceProblems {
  return new Map(
    references.map(({ name, status }) => {
      if (status === 'active') return [name, null]
      if (status === null) return [name, `\`${name}\` does not exist in ${domainName}. A send stops until it does.`]
      return [name, `\`${name}\` is ${status}. A send stops until it is active again or another secret stands here.`]
    }),
  )
}

/** Those problems that a text has, each once. */
export function problemsIn(text: string, problems: ReferenceProblems): string[] {
  const found = parseReferences(text).references.map((reference) => problems.get(reference.name.toLowerCase()))
  return [...new Set(found.filter((problem) => problem !== null && problem !== undefined))]
}
