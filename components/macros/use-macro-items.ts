'use client'

import { useQuery } from '@tanstack/react-query'
import { Braces, Calendar, CornerDownRight, type LucideIcon, UserRound } from 'lucide-react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { secretChoices } from '#components/references/choice-queries.ts'
import { usePaused } from '#components/ui/use-paused.ts'
import { variableList } from '#components/variables/variable-queries.ts'
import type { SecretChoice } from '#lib/choices/schema.ts'
import { macroText } from '#lib/references/macros.ts'
import type { MacroCategory, MacroChoice, MacroManagerProps } from './macro-choice.ts'
import { itemsFound, type MacroItem } from './macro-item.ts'
import { partItems, secretItems } from './secret-items.tsx'

const icons: Record<'event' | 'recipient' | 'steps', LucideIcon> = {
  event: Calendar,
  recipient: UserRound,
  steps: CornerDownRight,
}

type Asked = Pick<MacroManagerProps, 'choices' | 'form' | 'host'> & {
  category: MacroCategory
  /** The secret of which a part is chosen. */
  of: SecretChoice | null
  q: string
}

/** What there is to choose of a category, as far as a search finds it. */
export function useMacroItems({ category, of, q, choices, form, host }: Asked) {
  const place = useDomainPlace()
  const { domains } = useFrame()
  const domainName = domains.find(({ slug }) => slug === place.domain)?.name ?? place.domain
  const paused = usePaused(q.trim(), 150)
  const secrets = useQuery({
    ...secretChoices(place, { q: paused, purpose: form === 'workflow' ? 'webhook' : 'integration', host }),
    enabled: category === 'secrets' && of === null,
  })
  const variables = useQuery({ ...variableList(place), enabled: category === 'variables' })

  const given = (from: 'event' | 'recipient' | 'steps'): MacroItem[] =>
    (choices?.[from] ?? []).map(({ name, text, hint = '' }: MacroChoice) => ({
      key: text,
      name,
      hint,
      icon: icons[from],
      group: null,
      text,
    }))
  const items = () => {
    if (of) return partItems(of, { form, q })
    if (category === 'secrets') {
      const named = secretItems(secrets.data?.items ?? [], { form, host, domainName })
      // What answers an earlier search must not be chosen by Enter for this one.
      const isStale = secrets.isPlaceholderData || paused !== q.trim()
      return isStale ? itemsFound(named, q) : named
    }
    if (category !== 'variables') return itemsFound(given(category), q)
    const all = (variables.data?.items ?? []).map(
      ({ name, value }): MacroItem => ({
        key: name,
        name: `variables.${name}`,
        hint: value.slice(0, 80),
        icon: Braces,
        group: null,
        text: macroText({ kind: 'variables', name }),
      }),
    )
    return itemsFound(all, q)
  }
  const query = category === 'secrets' ? secrets : variables
  const isRead = of === null && (category === 'secrets' || category === 'variables')
  return {
    items: items(),
    isLoading: isRead && query.isPending,
    error: isRead ? query.error : null,
    retry: () => void query.refetch(),
    isMore: category === 'secrets' && of === null && secrets.data?.isMore === true,
    mayCreateSecrets: secrets.data?.mayCreate === true,
  }
}
