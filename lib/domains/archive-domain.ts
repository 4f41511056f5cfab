import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { countContents } from './count-contents.ts'
import { currentDomain } from './current-domain.ts'
import { type ArchiveDomainInput, type DomainChanged, isInUse } from './schema.ts'

/**
 * Archives a domain, the last one too: from the commit on it does not exist for anybody's pages, sends, webhooks and
 * tokens, in any process, and nothing of it is lost. Sends that were judged before may still arrive. Where something
 * stops, it wants the domain's name as `confirmation`. Throws `not_found`, `stale_version`, `wrong_state` and `invalid`.
 */
export async function archiveDomain(scope: Scope<'domain:archive'>, input: ArchiveDomainInput): Promise<DomainChanged> {
  const { tx, organization } = scope
  const old = await currentDomain(scope, input)
  const { id, slug, name } = old
  if (old.archivedAt) throw new PosternError('wrong_state', 'Nothing was changed. This domain is archived already.')
  const typed = input.confirmation?.trim()
  const isNamed = typed?.toLowerCase() === name.toLowerCase()
  if (!isNamed && (typed || isInUse(await countContents(tx, { organizationId: organization.id, domainId: id }))))
    throw new PosternError('invalid', 'Nothing was archived. The name that was typed is not that of the domain.', {
      fields: {
        confirmation: typed
          ? `This is not its name. Type ${name} to archive it.`
          : `This domain is in use. Type ${name} to archive it.`,
      },
    })
  const rowVersion = old.rowVersion + 1
  await tx.domain.update({
    where: { organizationId_id: { organizationId: organization.id, id } },
    data: { archivedAt: clock.now(), rowVersion },
  })
  record(scope, { action: 'domain.archived', subject: { kind: 'domain', id, name }, domainId: id })
  return { id, slug, name, rowVersion }
}
