import type { Permit } from '#lib/access/permit.ts'
import type { Used } from '#lib/sending/show-answer.ts'
import type { LoadedWorkflow } from './loaded-workflow.ts'
import type { Answer } from './run-fills.ts'
import type { RunKey } from './run-rows.ts'

/** A run under way, with what it keeps in memory until it ends. */
export type Run = {
  permit: Permit<'workflow:run'>
  key: RunKey
  workflow: LoadedWorkflow
  event: string | null
  answers: Map<string, Answer>
  sent: Used[]
  startedAt: Date
  /** The process is about to stop: nothing more is sent. */
  isStopped: boolean
}
