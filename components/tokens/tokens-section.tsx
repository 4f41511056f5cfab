'use client'

import { useQuery } from '@tanstack/react-query'
import { BookOpen, Plus } from 'lucide-react'
import { useState } from 'react'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import type { TokenCreated, TokenItem } from '#lib/tokens/schema.ts'
import { CreateTokenForm } from './create-token-form.tsx'
import { NewTokenDialog } from './new-token-dialog.tsx'
import { RevokeTokenDialog } from './revoke-token-dialog.tsx'
import { tokenList } from './token-queries.ts'
import { TokenTable } from './token-table.tsx'
import styles from './tokens.module.css'

/** The API tokens of a domain, or of the organization and every domain of it: `placeName`. */
export function TokensSection({ placeName }: { placeName: string }) {
  const place = usePlace()
  const list = useQuery(tokenList(place))
  const drawer = useDrawerAddress('token')
  // Here alone, and only until the dialog closes: no cache has it.
  const [made, setMade] = useState<(TokenCreated & { scopes: TokenItem['scopes'] }) | null>(null)
  const [asked, setAsked] = useState<TokenItem | null>(null)
  const items = list.data?.items ?? []
  const ofOrganization = list.data?.ofOrganization ?? 0
  const howTo = (
    <ButtonLink look="quiet" icon={BookOpen} href="/api/v1" prefetch={false}>
      How to call the API
    </ButtonLink>
  )
  return (
    <Section
      title="API Tokens"
      id="api-tokens"
      aside={
        <div className={styles.aside}>
          <span className={styles.wide}>{howTo}</span>
          <Button icon={Plus} onClick={drawer.openCreate}>
            Create token
          </Button>
        </div>
      }
    >
      {list.isError ? (
        <LoadProblem error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <SkeletonRows label="Loading API tokens" />
      ) : items.length === 0 ? (
        <Panel>
          <p className={styles.none}>
            {placeName} has no API tokens. With one, a program uses this {place.domain ? 'domain' : 'organization'}
            ’s secrets and never sees a value.
          </p>
        </Panel>
      ) : (
        <TokenTable tokens={items} onRevoke={setAsked} />
      )}
      {ofOrganization > 0 && (
        <p className={styles.beside}>
          {ofOrganization === 1
            ? 'One token of the organization reaches this domain too.'
            : `${ofOrganization} tokens of the organization reach this domain too.`}
        </p>
      )}
      <div className={styles.small}>{howTo}</div>
      <Drawer title="Create token" isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate}>
        <CreateTokenForm placeName={placeName} onMade={setMade} />
      </Drawer>
      <NewTokenDialog token={made} onClose={() => setMade(null)} />
      <RevokeTokenDialog token={asked} onClose={() => setAsked(null)} />
    </Section>
  )
}
