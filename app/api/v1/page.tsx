import type { Metadata } from 'next'
import { ApiPage } from '#components/api/api-page.tsx'
import { describeApi } from '#lib/api/describe-api.ts'

export const metadata: Metadata = { title: 'REST API' }

/** How to call the API: for anybody, because it says nothing of anybody's secrets, and programmers have no account here. */
export default function RestApiPage() {
  return <ApiPage api={describeApi()} />
}
