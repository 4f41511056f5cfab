'use client'

import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './tabs.module.css'

type TabsProps<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  tabs: { value: Value; label: string; count?: ReactNode; hasError?: boolean; panel: ReactNode }[]
}

/** Parts of one form, one at a time; a part with an error says so on its tab. */
export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(chosen) => onChange(chosen as Value)}>
      <BaseTabs.List className={styles.tabs} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
            {tab.hasError && (
              <span className={styles.error}>
                <Icon of={CircleAlert} size={14} />
                <span>needs attention</span>
              </span>
            )}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} keepMounted className={styles.panel}>
          {tab.panel}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  )
}
