import { roleLabels } from '#lib/access/permissions.ts'

/** The demo's organization and its people: one for each role. */
export const organization = { name: 'Acme', slug: 'acme' }

export const domains = [
  { name: 'Europe', slug: 'europe' },
  { name: 'America', slug: 'america' },
] as const

export type DemoDomain = (typeof domains)[number]['slug']

export type DemoPerson = { name: string; email: string } & (
  | { role: 'owner' | 'org_admin'; domain: null }
  | { role: 'domain_admin' | 'editor'; domain: DemoDomain }
)

export const people = {
  ines: { name: 'Ines Okafor', email: 'ines.okafor@acme.example', role: 'owner', domain: null },
  marek: { name: 'Marek Dvořák', email: 'marek.dvorak@acme.example', role: 'org_admin', domain: null },
  lena: { name: 'Lena Fischer', email: 'lena.fischer@acme.example', role: 'domain_admin', domain: 'europe' },
  tom: { name: 'Tom Abara', email: 'tom.abara@acme.example', role: 'editor', domain: 'europe' },
} as const satisfies Record<string, DemoPerson>

export type DemoPersonKey = keyof typeof people

/** What people read of a role: "Editor of Europe". */
export function roleText(person: DemoPerson): string {
  const domain = domains.find(({ slug }) => slug === person.domain)
  return `${roleLabels[person.role]}${domain ? ` of ${domain.name}` : ''}`
}
