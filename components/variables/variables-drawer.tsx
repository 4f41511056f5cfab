'use client'

import { useEffect, useState } from 'react'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { type PanelRights, VariablesPanel } from './variables-panel.tsx'

const pauseMs = 200

type VariablesDrawerProps = { isOpen: boolean; onClose: () => void; rights: PanelRights; domainName: string }

/** The Variables panel at the side of an editor. */
export function VariablesDrawer({ isOpen, onClose, rights, domainName }: VariablesDrawerProps) {
  return (
    <Drawer title="Variables" isOpen={isOpen} onClose={onClose} onReopen={onClose}>
      <DrawerBody>
        <Searched rights={rights} domainName={domainName} />
      </DrawerBody>
    </Drawer>
  )
}

function Searched({ rights, domainName }: { rights: PanelRights; domainName: string }) {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  return <VariablesPanel rights={rights} domainName={domainName} typed={typed} q={q} onType={setTyped} />
}
