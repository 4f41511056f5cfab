import type { DomainContents } from '#lib/domains/schema.ts'

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`]

/** What of a domain acts, in words, a line each; nothing: an empty list. */
export function contentsWords(contents: DomainContents): string[] {
  const { secretsInUse, requests, workflows, hooks, runs, templates, tokens, membersOfThisAlone } = contents
  const takes = hooks === 0 ? '' : `, ${hooks.toLocaleString('en')} with an inbound webhook`
  return [
    ...counted(secretsInUse, 'secret that is in use', 'secrets that are in use'),
    ...counted(requests, 'request of its integrations', 'requests of its integrations'),
    ...counted(workflows, `workflow${takes}`, `workflows${takes}`),
    ...counted(runs, 'run that is under way', 'runs that are under way'),
    ...counted(templates, 'template that is sent', 'templates that are sent'),
    ...counted(tokens, 'API token of this domain', 'API tokens of this domain'),
    ...counted(membersOfThisAlone, 'member who is in no other domain', 'members who are in no other domain'),
    ...(contents.takesJoining ? ['Joining by single sign-on, which leads to this domain'] : []),
  ]
}
