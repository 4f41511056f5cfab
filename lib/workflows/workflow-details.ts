import type { ChangeDetails } from '#lib/changelog/schema.ts'
import { changedFields } from '#lib/integrations/changed-fields.ts'
import { referencesText } from '#lib/integrations/references-text.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { StepText } from './schema.ts'
import { requestOfStep } from './stored-step.ts'

/** What a workflow says, and who its steps are. */
export type SavedWorkflow = {
  name: string
  description: string
  keepRunsDays: number
  hook: { keyName: string; keyPart: string | null } | null
  steps: (StepText & { id: string })[]
}

/**
 * What the log says of a saved workflow. Of its description and of what its steps send it names what changed and the
 * references in it, never the text: somebody may have typed a credential there, and the log cannot forget.
 */
export function workflowDetails(old: SavedWorkflow | null, saved: SavedWorkflow): ChangeDetails {
  const fields = changedFields(old ? shown(old) : {}, shown(saved))
  const touched = old ? touchedIn(old, saved) : []
  if (touched.length > 0) fields.Changed = { from: null, to: touched.join(', ') }
  return { fields }
}

function shown({ name, keepRunsDays, hook, steps }: SavedWorkflow): Record<string, string> {
  const hosts = new Set(steps.map((step) => hostOf(requestOfStep(step).baseUrl)))
  const named = steps.flatMap((step) =>
    listReferences(requestOfStep(step)).map((reference) => ({
      ...reference,
      field: `${step.name} ${reference.field}`,
    })),
  )
  return {
    Name: name,
    Steps: steps.map((step) => `${step.name}${step.goesOn ? ' (goes on)' : ''}`).join(', '),
    Hosts: [...hosts].join(', '),
    References: referencesText(named),
    Webhook: hook ? `signed with ${hook.keyName}${hook.keyPart === null ? '' : `#${hook.keyPart}`}` : '',
    'Keeps runs': keepRunsDays === 1 ? '1 day' : `${keepRunsDays} days`,
  }
}

const hostOf = (baseUrl: string) => (URL.canParse(baseUrl) ? new URL(baseUrl).host : '')

function touchedIn(old: SavedWorkflow, saved: SavedWorkflow): string[] {
  const before = new Map(old.steps.map((step) => [step.id, step]))
  const inSteps = saved.steps.flatMap((step) => {
    const was = before.get(step.id)
    const changed = was ? silent.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(step[field])) : []
    return changed.map((field) => `${step.name}: ${labels[field]}`)
  })
  return [...(old.description === saved.description ? [] : ['description']), ...inSteps]
}

const silent = ['method', 'url', 'headers', 'query', 'bodyType', 'body', 'followRedirects', 'retries'] as const
const labels: Record<(typeof silent)[number], string> = {
  method: 'method',
  url: 'URL',
  headers: 'headers',
  query: 'query',
  bodyType: 'body type',
  body: 'body',
  followRedirects: 'follow redirects',
  retries: 'retries',
}
