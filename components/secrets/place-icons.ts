import { ListChecks, type LucideIcon, Mail, Plug, Workflow } from 'lucide-react'
import type { Place } from '#lib/secrets/schema.ts'

/** As in the rail: what kind of thing names a secret. */
export const placeIcons: Record<Place['kind'], LucideIcon> = {
  integration: Plug,
  integration_request: Plug,
  workflow: Workflow,
  workflow_step: Workflow,
  template: Mail,
  allowlist_endpoint: ListChecks,
}
