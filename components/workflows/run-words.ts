import type { RunDetails, RunListItem } from '#lib/workflows/schema.ts'

/** How long a run took: `0.4 s`, `12 s`, `3 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, ms).toLocaleString('en')} ms`
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** Who started a run, and how. */
export const triggerText = ({ trigger, actorName }: Pick<RunListItem, 'trigger' | 'actorName'>): string =>
  trigger === 'hand' ? `By hand, ${actorName}` : 'Inbound webhook'

/** Why a run failed, in short. */
export function failureText({ failed }: Pick<RunListItem, 'failed'>): string | null {
  if (!failed) return null
  const why = failed.code ? failed.code.replaceAll('_', ' ') : failed.status !== null ? `answered ${failed.status}` : ''
  return why === '' ? failed.name : `${failed.name}: ${why}`
}

/** What happens in a run, for those who hear it: one sentence when a step begins, ends, or the run is over. */
export function runSentence({ state, steps }: Pick<RunDetails, 'state' | 'steps'>): string {
  const at = (name: string) => `step ${steps.findIndex((step) => step.name === name) + 1} of ${steps.length}, ${name}`
  if (state === 'running') {
    const now = steps.find((step) => step.state === 'running')
    return now ? `Running ${at(now.name)}.` : 'The run has started.'
  }
  const failed = steps.find((step) => step.state === 'failed')
  if (state === 'succeeded') {
    return failed
      ? 'The run is through. Some steps failed, and it went on.'
      : `The run is through: ${steps.length === 1 ? 'its step' : `all ${steps.length} steps`} succeeded.`
  }
  if (state === 'failed') return failed ? `The run failed at ${at(failed.name)}.` : 'The run failed.'
  if (state === 'cancelled') return 'The run is cancelled.'
  return 'The run was interrupted. What its last step did is not known.'
}
