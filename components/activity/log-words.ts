import type { ChangeLogItem } from '#lib/changelog/schema.ts'
import { factorWords, ownDeeds } from './own-deeds.ts'

/** A sentence about an entry, after the name of who did it: texts, what it was done to, and what is said aside. */
export type LogPart = string | { subject: true } | { code: string } | { aside: string }

const subject = { subject: true } as const

/** Action → verb, and what links it to its subject where that is named. */
const deeds: Record<string, [verb: string, beforeSubject: string, after?: string]> = {
  'secret.created': ['created it', 'created'],
  'secret.rotated': ['replaced the value', 'replaced the value of'],
  'secret.reactivated': ['gave it a new value after it was revoked', 'gave a new value to', 'after it was revoked'],
  'secret.version_made_current': ['made an earlier value current', 'made an earlier value current of'],
  'secret.edited': ['edited', 'edited'],
  'secret.revealed': ['revealed the value', 'revealed the value of'],
  'secret.revoked': ['revoked it', 'revoked'],
  'secret.archived': ['archived it', 'archived'],
  'secret.restored': ['restored it', 'restored'],
  'secret.deleted': ['deleted it for ever', 'deleted', 'for ever'],
  'secret.renamed': ['renamed it', 'renamed'],
  'secret.exported': ['exported the list of secrets', 'exported the list of secrets of'],
  'policy.changed': ['changed the policies', 'changed the policies of'],
  'sends.stopped': ['stopped all sends', 'stopped all sends of'],
  'sends.resumed': ['let sends go on', 'let sends of', 'go on'],
  'organization.created': ['created the organization', 'created the organization'],
  'domain.created': ['created the domain', 'created the domain'],
  'domain.renamed': ['renamed the domain', 'renamed the domain'],
  'domain.archived': ['archived the domain', 'archived the domain'],
  'domain.restored': ['restored the domain', 'restored the domain'],
  'integration.created': ['created the integration', 'created the integration'],
  'integration.edited': ['edited the integration', 'edited the integration'],
  'integration.disabled': ['disabled the integration', 'disabled the integration'],
  'integration.enabled': ['enabled the integration', 'enabled the integration'],
  'integration.deleted': ['deleted the integration', 'deleted the integration'],
  'integration_request.created': ['created the request', 'created the request'],
  'integration_request.edited': ['edited the request', 'edited the request'],
  'integration_request.deleted': ['deleted the request', 'deleted the request'],
  'variable.created': ['created the variable', 'created the variable'],
  'variable.edited': ['edited the variable', 'edited the variable'],
  'variable.deleted': ['deleted the variable', 'deleted the variable'],
  'template.created': ['created the template', 'created the template'],
  'template.edited': ['edited the template', 'edited the template'],
  'template.deleted': ['deleted the template', 'deleted the template'],
  'workflow.created': ['created the workflow', 'created the workflow'],
  'workflow.edited': ['edited the workflow', 'edited the workflow'],
  'workflow.disabled': ['disabled the workflow', 'disabled the workflow'],
  'workflow.enabled': ['enabled the workflow', 'enabled the workflow'],
  'workflow.hook_renewed': ['renewed the webhook’s address', 'renewed the address of the webhook of'],
  'workflow.delivery_refused': ['refused a delivery', 'refused a delivery to'],
  'workflow.deleted': ['deleted the workflow', 'deleted the workflow'],
  'allowlist_endpoint.created': ['created the endpoint', 'created the endpoint'],
  'allowlist_endpoint.edited': ['edited the endpoint', 'edited the endpoint'],
  'allowlist_endpoint.deleted': ['deleted the endpoint', 'deleted the endpoint'],
  'token.created': ['created the API token', 'created the API token'],
  'token.revoked': ['revoked the API token', 'revoked the API token'],
  'log.exported': ['exported the log', 'exported the log of'],
  'log.verified': ['verified the log', 'verified the log of'],
  'person.session_ended': ['ended a session', 'ended a session of'],
  'person.sessions_ended': ['ended all other sessions', 'ended all other sessions of'],
  'member.invited': ['invited them', 'invited'],
  'member.invitation_renewed': ['renewed the invitation’s link', 'renewed the link of the invitation of'],
  'member.invitation_withdrawn': ['withdrew the invitation', 'withdrew the invitation of'],
  'member.role_changed': ['changed the role', 'changed the role of'],
  'member.suspended': ['suspended them', 'suspended'],
  'member.let_back': ['let them back in', 'let', 'back in'],
  'member.removed': ['removed them', 'removed'],
  'ownership.transferred': ['transferred the ownership', 'transferred the ownership to'],
  'person.sign_in_refused': ['refused a sign-in', 'refused a sign-in as'],
  'person.second_factor_refused': ['refused a second factor', 'refused a second factor of'],
  'person.confirmation_refused': ['refused a proof of who it is', 'refused a proof that it is'],
  'person.reset': ['took a password away', 'took the password away from'],
}

/** Action → what was done to a host that a secret may be sent to. */
const hostDeeds: Record<string, string> = {
  'host.approved': 'approved',
  'host.declined': 'declined',
  'host.approval_withdrawn': 'withdrew the approval of',
}

/** Permission → what somebody without it was refused to do to the subject. */
const attempts: Record<string, string> = {
  'secret:create': 'to create a secret in',
  'secret:import': 'to import secrets into',
  'secret:export': 'to export the secrets of',
  'secret:edit': 'to edit',
  'secret:revoke': 'to revoke',
  'secret:archive': 'to archive',
  'secret:restore': 'to restore',
  'secret:delete': 'to delete',
  'secret:rename': 'to rename',
  'secret:reveal': 'to reveal the value of',
  'secret:history': 'to read the log of',
  'activity:view': 'to see the activity of',
  'health:view': 'to see the health of',
  'policy:edit': 'to change the policies of',
  'domain:list': 'to see the domains of',
  'domain:create': 'to create a domain in',
  'domain:change': 'to rename a domain of',
  'domain:archive': 'to archive or restore a domain of',
  'member:list': 'to see the members of',
  'member:invite': 'to invite people to',
  'member:change': 'to change the roles of',
  'member:suspend': 'to suspend or let back',
  'member:remove': 'to remove',
  'ownership:transfer': 'to transfer the ownership of',
  'sends:stop': 'to stop or resume the sends of',
  'sends:list': 'to see the sends of',
  'integration:edit': 'to change integrations of',
  'integration:test': 'to test requests of',
  'variable:edit': 'to change variables of',
  'template:edit': 'to change templates of',
  'template:send': 'to send templates of',
  'workflow:edit': 'to change workflows of',
  'workflow:run': 'to run workflows of',
  'allowlist:edit': 'to change the allowlist of',
  'allowlist:test': 'to test endpoints of',
  'host:approve': 'to approve hosts for',
  'token:list': 'to see the API tokens of',
  'token:create': 'to create an API token of',
  'token:revoke': 'to revoke an API token of',
  'request:send': 'to send requests from',
  'secret:list': 'to list the secrets of',
  'integration:list': 'to list the integrations of',
  'workflow:list': 'to list the workflows of',
  'template:list': 'to list the templates of',
  'allowlist:list': 'to list the allowlist of',
}

const notes: Record<string, string> = {
  import: 'by an import',
  by_invitation: 'by an invitation',
  by_single_sign_on: 'by single sign-on',
  by_operator: 'by the operator',
  with_second_factor: 'and took their second factor away',
  with_single_sign_on: 'and disconnected single sign-on',
  with_every_way_in: 'took their second factor away and disconnected single sign-on',
  nothing_new: 'the invitation gave nothing new',
  with_the_last_role: 'with the last role, and so from the organization',
  whose_inviter_lost_a_role: 'whoever made its link lost a role',
  leaked: 'the old value had leaked, so it was destroyed',
}

/** What an entry says was done. In a secret's own log the subject is "it"; an action that is not known is said as it is. */
export function logWords(entry: ChangeLogItem, isOwnLog: boolean): LogPart[] {
  const { details } = entry
  const parts =
    entry.outcome === 'refused' && entry.actorKind !== 'system' ? refusal(entry, isOwnLog) : deed(entry, isOwnLog)
  const aside = asideOf(entry)
  if (aside) parts.push({ aside: `(${aside})` })
  if (details.count !== undefined && details.count > 1) parts.push(`${details.count} times within a minute`)
  return parts
}

function deed(entry: ChangeLogItem, isOwnLog: boolean): LogPart[] {
  const { action, details } = entry
  const own = ownDeeds[action]
  if (own) return [own]
  if (action === 'secret.expires_soon') {
    const { daysLeft } = details
    const when =
      daysLeft === undefined ? 'soon' : daysLeft === 0 ? 'today' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`
    return isOwnLog ? [`noted that it expires ${when}`] : ['noted that', subject, `expires ${when}`]
  }
  const toHost = hostDeeds[action]
  if (toHost && details.host) return [toHost, { code: details.host }, ...(isOwnLog ? [] : ['for', subject])]
  const words = deeds[action]
  if (!words) return [`noted “${plain(action)}” for`, ...named(entry, isOwnLog)]
  const [alone, before, after] = words
  if (isOwnLog) return [alone]
  return after ? [before, subject, after] : [before, subject]
}

function refusal(entry: ChangeLogItem, isOwnLog: boolean): LogPart[] {
  const { action, details } = entry
  const why: LogPart[] = [
    ...(details.code ? [details.code.replaceAll('_', ' ')] : []),
    ...(details.host ? [{ code: details.host }] : []),
  ]
  if (action === 'send.refused') return ['was refused a send', ...(isOwnLog ? [] : ['of', subject]), ...colon(why)]
  const attempt = attempts[details.note ?? '']
  if (action === 'access.refused' && attempt) {
    const reason = details.code && details.code !== 'not_permitted' ? colon([plain(details.code)]) : []
    const what = isOwnLog ? ofIt(attempt) : attempt
    return [`was refused ${what}`, ...(isOwnLog ? [] : [subject]), ...reason]
  }
  return ['was refused', ...(isOwnLog ? [] : [subject]), ...colon(why.length > 0 ? why : [plain(action)])]
}

const named = (_: ChangeLogItem, isOwnLog: boolean): LogPart[] => [isOwnLog ? 'it' : subject]
/** "the value of" → "its value", "to edit" → "to edit it". */
const ofIt = (attempt: string) => (/ of$/.test(attempt) ? attempt.replace(/the (\w+) of$/, 'its $1') : `${attempt} it`)
const colon = (parts: LogPart[]): LogPart[] => (parts.length === 0 ? [] : [':', ...parts])
const plain = (words: string) => words.replace(/[._:]/g, ' ')

function asideOf({ action, outcome, details }: ChangeLogItem): string {
  const { version, fields = {}, note, factors } = details
  const parts: (string | undefined)[] = []
  if (factors) parts.push(`by ${new Intl.ListFormat('en').format(factors.map((each) => factorWords[each] ?? each))}`)
  if (action === 'secret.created')
    parts.push(fields['Secret Type']?.to ?? undefined, fields.Visibility?.to ?? undefined)
  else if (version) parts.push(`version ${version.from ?? 'none'} → ${version.to}`, 'the value is not logged')
  if (action === 'secret.revoked') parts.push('its value was destroyed')
  if (action === 'secret.deleted') parts.push('its value was destroyed')
  // The permission of a refusal is in the sentence.
  if (outcome === 'done' && note) parts.push(notes[note] ?? note)
  return parts.filter(Boolean).join(', ')
}

/** The fields that an entry's sentence has not said already. */
export function fieldsOf({ action, details }: ChangeLogItem): [string, { from: string | null; to: string | null }][] {
  const said = action === 'secret.created' ? ['Alias', 'Name', 'Secret Type', 'Visibility'] : []
  return Object.entries(details.fields ?? {}).filter(([field]) => !said.includes(field))
}
