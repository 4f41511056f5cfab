'use client'

import { useAddress } from '#components/data/use-address.ts'
import { useTypedSearch } from '#components/data/use-typed-search.ts'
import { type PanelRights, VariablesPanel } from './variables-panel.tsx'

const pauseMs = 200

/** The Variables panel as a page of its own: what is searched stands in the address. */
export function VariablesView({ rights, domainName }: { rights: PanelRights; domainName: string }) {
  const { params } = useAddress()
  const q = params.get('q') ?? ''
  const { typed, setTyped } = useTypedSearch(q, pauseMs)
  return <VariablesPanel rights={rights} domainName={domainName} typed={typed} q={q} onType={setTyped} />
}
