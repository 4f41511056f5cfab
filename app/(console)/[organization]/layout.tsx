import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { DemoBanner } from '#components/frame/demo-banner.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { themeChoiceOf } from '#components/frame/theme.ts'
import { definePage } from '#lib/server/define-page.ts'
import { isDemo } from '#lib/server/is-demo.ts'
import { loadFrame } from '#lib/server/load-frame.ts'
import { version } from '../../../package.json'

type Place = { organization: string }

/** The frame around an organization's pages. It authorizes for itself; so does every page in it. */
export default async function ConsoleLayout({ children, params }: { children: ReactNode; params: Promise<Place> }) {
  const frame = definePage<'organization:view', Place>({ permission: 'organization:view' }, async (permit) => {
    const [data, jar, demo] = await Promise.all([loadFrame(permit), cookies(), isDemo()])
    const theme = themeChoiceOf(jar)
    return (
      <Frame data={{ ...data, theme, version }} timeZone={permit.organization.timeZone}>
        {demo && <DemoBanner />}
        {children}
      </Frame>
    )
  })
  return frame({ params, searchParams: Promise.resolve({}) })
}
