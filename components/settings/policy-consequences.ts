import {
  membersStopped,
  type NotAllowlisted,
  type Policies,
  type PolicyState,
  versionsDestroyed,
} from '#lib/settings/schema.ts'

/** What a change of the policies destroys or stops, in a sentence, with how its question is headed and answered. */
export type PolicyConsequenceText = {
  title: (organization: string) => string
  confirm: string
  sentence: string
  isDanger: boolean
}

/** What saving `to` does to what is there, beyond what it says; nothing: an empty list, and nothing is asked. */
export function consequencesOf(state: PolicyState, from: Policies, to: Policies): PolicyConsequenceText[] {
  return [...versionsLost(state, from, to), ...sendsStopped(state, from, to), ...signInAsked(state, from, to)]
}

function versionsLost(state: PolicyState, from: Policies, to: Policies): PolicyConsequenceText[] {
  const destroyed = versionsDestroyed(state, to.versionsKept)
  if (destroyed <= versionsDestroyed(state, from.versionsKept)) return []
  const what = destroyed === 1 ? '1 earlier value is' : `${destroyed.toLocaleString('en')} earlier values are`
  return [
    {
      title: (organization) => `Keep fewer versions in ${organization}?`,
      confirm: 'Destroy and save',
      sentence: `${what} destroyed at once and for ever. Current values stay.`,
      isDanger: true,
    },
  ]
}

function sendsStopped({ notAllowlisted }: PolicyState, from: Policies, to: Policies): PolicyConsequenceText[] {
  if (!to.onlyAllowlisted || from.onlyAllowlisted) return []
  return [
    {
      title: (organization) => `Call only allowlisted addresses in ${organization}?`,
      confirm: 'Turn on and save',
      sentence: stopsText(notAllowlisted),
      isDanger: notAllowlisted.requests + notAllowlisted.steps > 0,
    },
  ]
}

function stopsText({ requests, steps, hosts }: NotAllowlisted): string {
  if (requests + steps === 0)
    return 'Every request and every workflow step of today goes to a host that its domain’s allowlist names. Paths are judged when something is sent.'
  const what = [
    ...(requests > 0 ? [`${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'}`] : []),
    ...(steps > 0 ? [`${steps.toLocaleString('en')} workflow ${steps === 1 ? 'step' : 'steps'}`] : []),
  ].join(' and ')
  const named = hosts.map(({ host, domain }) => `${host} (${domain})`).join(', ')
  const verb = requests + steps === 1 ? 'stops' : 'stop'
  return `${what} ${verb} at once, because no endpoint of the domain’s allowlist names the host: ${named}. Add endpoints first if they are to go on.`
}

function signInAsked({ signIns, members }: PolicyState, from: Policies, to: Policies): PolicyConsequenceText[] {
  const count = (over: Partial<Policies>) => membersStopped(signIns, from, { ...from, ...over })
  const found: PolicyConsequenceText[] = []
  if (to.secondFactorRequired && !from.secondFactorRequired)
    found.push({
      title: (organization) => `Require a second factor in ${organization}?`,
      confirm: 'Turn on and save',
      sentence: `${signedIn(count({ secondFactorRequired: true }), 'without a second factor')} ${notYet(members.withoutSecondFactor, members.all, 'has none set up yet', 'have none set up yet')}`,
      isDanger: false,
    })
  if (to.ssoRequired && !from.ssoRequired)
    found.push({
      title: (organization) => `Let people sign in to ${organization} by single sign-on only?`,
      confirm: 'Turn on and save',
      sentence: `${signedIn(count({ ssoRequired: true }), 'in another way')} ${notYet(members.withoutSso, members.all, 'has not connected it yet', 'have not connected it yet')}`,
      isDanger: false,
    })
  const ended = count({ sessionHours: to.sessionHours, sessionIdleMinutes: to.sessionIdleMinutes })
  if (ended > 0)
    found.push({
      title: (organization) => `End sessions earlier in ${organization}?`,
      confirm: 'Save and end them',
      sentence: `${ended === 1 ? '1 member has' : `${ended.toLocaleString('en')} members have`} to sign in again at the next click, because a session of theirs is older, or has been idle for longer.`,
      isDanger: false,
    })
  return found
}

function signedIn(count: number, how: string): string {
  if (count === 0) return `Nobody is signed in ${how} at the moment.`
  const who = count === 1 ? '1 member who is signed in' : `${count.toLocaleString('en')} members who are signed in`
  return `${who} ${how} ${count === 1 ? 'is' : 'are'} stopped at the next click and led to the account page, which says what to do.`
}

const notYet = (count: number, all: number, one: string, many: string): string =>
  count === 0 ? '' : `${count.toLocaleString('en')} of ${all.toLocaleString('en')} members ${count === 1 ? one : many}.`
