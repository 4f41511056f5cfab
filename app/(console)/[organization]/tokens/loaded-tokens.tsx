import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { tokenList } from '#components/tokens/token-queries.ts'
import { TokensSection } from '#components/tokens/tokens-section.tsx'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { listTokens } from '#lib/tokens/list-tokens.ts'

/** The API tokens of the permit's place, for whoever may list them there; nothing for anybody else. */
export async function LoadedTokens({ permit }: { permit: Permit<Permission> }) {
  const { organization, domain } = permit
  if (!permit.may('token:list')) return null
  const place = { organization: organization.slug, ...(domain && { domain: domain.slug }) }
  const queries = new QueryClient()
  queries.setQueryData(tokenList(place).queryKey, await listTokens(permit))
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <TokensSection placeName={domain?.name ?? organization.name} />
    </HydrationBoundary>
  )
}
