import { integerBytes, uuidBytes } from './field-bytes.ts'
import { lengthPrefixed } from './length-prefixed.ts'

export type RunBinding = {
  organizationId: string
  domainId: string
  workflowId: string
  runId: string
  /** Of the step, from 1 on; 0: the event. */
  position: number
}

/**
 * The associated data of what is kept of a run: it opens in no other organization, domain, workflow, run or step. Throws
 * TypeError for an id that is no UUID, or a position that is no whole number.
 */
export function runAssociatedData(binding: RunBinding): Uint8Array<ArrayBuffer> {
  return lengthPrefixed([
    'postern/workflow-run/1',
    uuidBytes(binding.organizationId),
    uuidBytes(binding.domainId),
    uuidBytes(binding.workflowId),
    uuidBytes(binding.runId),
    integerBytes(binding.position),
  ])
}
