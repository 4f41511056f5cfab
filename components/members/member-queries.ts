import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/data/get-json.ts'
import { apiPath } from '#components/data/paths.ts'
import type { MemberDetails, MemberPage, MemberQuery } from '#lib/members/schema.ts'

/** Everything that is known of an organization's members: what a change of one makes stale. */
export const membersKey = (organization: string) => ['members', organization] as const

/** The members and pending invitations that a query finds, a page at a time. */
export const memberList = (organization: string, { q, role, status }: MemberQuery) =>
  infiniteQueryOptions({
    queryKey: [...membersKey(organization), 'list', q, role, status] as const,
    queryFn: ({ pageParam, signal }): Promise<MemberPage> => {
      const query = new URLSearchParams({
        ...(q && { q }),
        ...(role && { role }),
        ...(status && { status }),
        ...(pageParam && { cursor: pageParam }),
      })
      return getJson(`${apiPath({ organization }, 'members')}?${query}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

/** One member as they are now. */
export const memberDetails = (organization: string, id: string) =>
  queryOptions({
    queryKey: [...membersKey(organization), 'details', id] as const,
    queryFn: ({ signal }): Promise<MemberDetails> => getJson(apiPath({ organization }, 'members', id), signal),
  })
