import { PosternError } from '#lib/core/errors.ts'
import { parsePart } from '#lib/references/parse-part.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import { checkSteps } from './check-steps.ts'
import type { CreateWorkflowInput } from './schema.ts'

/** Throws `invalid`, with the sentence of each field, for a workflow that cannot be saved. */
export function assertWorkflow({ steps, hook }: CreateWorkflowInput): void {
  const fields = checkSteps(steps)
  if (hook && !isName(hook)) fields['hook.keyName'] = 'This names no secret. Choose the secret that signs.'
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

/** Whether it is what a reference says, so that a rename finds it: letters and part as references have them. */
function isName({ keyName, keyPart }: { keyName: string; keyPart: string | null }): boolean {
  const { segments, references, errors } = parseReferences(
    `{secret:${keyName}${keyPart === null ? '' : `#${keyPart}`}}`,
  )
  const [found] = references
  const isAlone = segments.length === 1 && errors.length === 0
  return isAlone && found?.name === keyName && found.part === keyPart && (keyPart === null || parsePart(keyPart).ok)
}
