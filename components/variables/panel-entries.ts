import type { SecretListItem, SecretPlace } from '#lib/secrets/schema.ts'
import type { VariableItem } from '#lib/variables/schema.ts'

/** A line of the panel. `place`: whose the secret is; the organization's has no domain. */
export type PanelEntry =
  | { kind: 'variable'; variable: VariableItem }
  | { kind: 'secret'; secret: SecretListItem; place: SecretPlace }

/** The variables whose name, value or description holds what is searched, without regard to case. */
export function variablesFound(variables: VariableItem[], q: string): VariableItem[] {
  const wanted = q.trim().toLowerCase()
  if (wanted === '') return variables
  return variables.filter(({ name, value, description }) =>
    [name, value, description].some((text) => text.toLowerCase().includes(wanted)),
  )
}

/** A domain's alias stands before the organization's secret of the same name: that one means nothing here. */
export function secretsInReach(ofDomain: SecretListItem[], ofOrganization: SecretListItem[]): SecretListItem[] {
  const own = new Set(ofDomain.map(({ name }) => name.toLowerCase()))
  return ofOrganization.filter(({ name }) => !own.has(name.toLowerCase()))
}
