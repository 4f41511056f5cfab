import { pagePath, secretsPath } from '#components/data/paths.ts'

type Place = { organization: string; domain: string }

/** What a domain's address can go on with that another domain has, too. */
const sections = ['integrations', 'workflows', 'templates', 'allowlist']

/**
 * The page of another domain that answers to the one at hand: the same section of it, because what is looked at in this
 * one does not exist there. From a page of the organization, the domain's Security tab.
 */
export function sectionPath(path: string, to: Place): string {
  const [, organization, , section = '', next] = path.split('/')
  if (organization !== encodeURIComponent(to.organization) || !sections.includes(section)) return secretsPath(to)
  return section === 'workflows' && next === 'variables' ? pagePath(to, section, next) : pagePath(to, section)
}
