'use client'

import { Download } from 'lucide-react'
import { useDownload } from '#components/data/use-download.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'

const formats = [
  { format: 'csv', label: 'CSV, for a spreadsheet' },
  { format: 'jsonl', label: 'JSON Lines' },
] as const

/** What is known of the secrets of a place as a file: names, states, fields and dates, never a value. */
export function ExportLink({ place: { organization, domain } }: { place: SecretPlace }) {
  const download = useDownload()
  const parts = ['api', 'console', organization, ...(domain === undefined ? [] : [domain]), 'secrets', 'export']
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join('')
  return (
    <Menu
      trigger={
        <Button look="quiet" icon={Download}>
          Export
        </Button>
      }
    >
      {formats.map(({ format, label }) => (
        <MenuItem key={format} icon={Download} onClick={() => void download(`${path}?format=${format}`)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}
