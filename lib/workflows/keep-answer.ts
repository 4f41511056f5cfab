import type { Answer } from './run-fills.ts'

/** Of one run: 32 of them are under way at most. */
const mostHeld = 8 * 1024 * 1024

/**
 * Keeps what a step was answered for the steps after it; its status alone where the run would hold more than 8 MiB.
 * Threat: runs of fifty steps with a megabyte each take the memory of everybody.
 */
export function keepAnswer(answers: Map<string, Answer>, step: string, { status, body }: Answer): void {
  const held = [...answers.values()].reduce((sum, each) => sum + (each.body?.length ?? 0), 0)
  const isHeld = body !== null && held + body.length <= mostHeld
  answers.set(step.toLowerCase(), { status, body: isHeld ? body : null })
}
