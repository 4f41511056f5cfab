import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { type NotAllowlisted, type Policies, type PolicyState, versionsDestroyed } from '#lib/settings/schema.ts'

type PolicyConsequenceProps = {
  state: PolicyState
  base: PolicyState
  /** What is to be saved, once this is confirmed; null: closed. */
  asking: Policies | null
  organizationName: string
  onCancel: () => void
  onConfirm: () => void
}

/** What saving the policies destroys or stops, asked before it is done. */
export function PolicyConsequence({
  state,
  base,
  asking,
  organizationName,
  onCancel,
  onConfirm,
}: PolicyConsequenceProps) {
  const kept = asking?.versionsKept ?? base.versionsKept
  const destroyed =
    versionsDestroyed(state, kept) > versionsDestroyed(state, base.versionsKept) && versionsDestroyed(state, kept)
  const narrows = asking?.onlyAllowlisted === true && !base.onlyAllowlisted
  const title = destroyed
    ? `Keep fewer versions in ${organizationName}?`
    : `Call only allowlisted addresses in ${organizationName}?`
  const confirm = destroyed ? 'Destroy and save' : 'Turn on and save'
  return (
    <Consequence
      isOpen={asking !== null}
      title={title}
      confirm={confirm}
      look={destroyed === false && !stops(state.notAllowlisted) ? 'main' : 'danger'}
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      {destroyed !== false && (
        <ConsequenceSentence>
          {destroyed === 1 ? '1 earlier value is' : `${destroyed.toLocaleString('en')} earlier values are`} destroyed at
          once and for ever. Current values stay.
        </ConsequenceSentence>
      )}
      {narrows && <ConsequenceSentence>{stopsText(state.notAllowlisted)}</ConsequenceSentence>}
    </Consequence>
  )
}

const stops = ({ requests, steps }: NotAllowlisted) => requests + steps > 0

function stopsText({ requests, steps, hosts }: NotAllowlisted): string {
  if (!stops({ requests, steps, hosts }))
    return 'Every request and every workflow step of today goes to a host that its domain’s allowlist names. Paths are judged when something is sent.'
  const what = [
    ...(requests > 0 ? [`${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'}`] : []),
    ...(steps > 0 ? [`${steps.toLocaleString('en')} workflow ${steps === 1 ? 'step' : 'steps'}`] : []),
  ].join(' and ')
  const named = hosts.map(({ host, domain }) => `${host} (${domain})`).join(', ')
  const verb = requests + steps === 1 ? 'stops' : 'stop'
  return `${what} ${verb} at once, because no endpoint of the domain’s allowlist names the host: ${named}. Add endpoints first if they are to go on.`
}
