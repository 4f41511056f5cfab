'use client'

import { useQuery } from '@tanstack/react-query'
import { secretsPath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import type { SecretQuery } from '#lib/secrets/schema.ts'
import { countText } from './count-text.ts'
import { secretCounts } from './secret-queries.ts'

const tabs: { purpose: SecretQuery['purpose']; label: string }[] = [
  { purpose: null, label: 'All' },
  { purpose: 'integration', label: 'Integration Secrets' },
  { purpose: 'webhook', label: 'Webhook Secrets' },
]

type PurposeTabsProps = { query: SecretQuery; onShow: (changes: Partial<SecretQuery>) => void }

/** The organization's secrets by what they are for. One for any purpose stands under both. */
export function PurposeTabs({ query, onShow }: PurposeTabsProps) {
  const counts = useTabCounts()
  const path = secretsPath(usePlace())
  return (
    <LinkTabs
      label="Secrets by purpose"
      tabs={tabs.map(({ purpose, label }, index) => ({
        href: purpose ? `${path}?purpose=${purpose}` : path,
        label,
        count: countText(counts[index]),
        isCurrent: query.purpose === purpose,
        onSelect: () => onShow({ purpose }),
      }))}
    />
  )
}

/** All that stand under a tab, whatever is searched for: so the numbers stay while somebody types. */
function useTabCounts(): (number | undefined)[] {
  const place = usePlace()
  const of = (purpose: SecretQuery['purpose']) => secretCounts(place, { q: '', type: null, purpose })
  const all = useQuery(of(null))
  const integration = useQuery(of('integration'))
  const webhook = useQuery(of('webhook'))
  return [all.data?.all, integration.data?.all, webhook.data?.all]
}
