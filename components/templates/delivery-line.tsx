'use client'

import { CircleExclamationPoint, CirclePause } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Apart } from '#components/references/apart.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { TemplateDelivery } from '#lib/templates/schema.ts'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import styles from './templates.module.css'

type DeliveryLineProps = {
  delivery: TemplateDelivery | null
  error: string | undefined
  onChange: (delivery: TemplateDelivery | null) => void
}

/** Through which request the template is sent, and the way to another one. */
export function DeliveryLine({ delivery, error, onChange }: DeliveryLineProps) {
  const place = useDomainPlace()
  const [isChoosing, setIsChoosing] = useState(false)
  return (
    <div className={styles.delivery}>
      <p>
        {delivery ? (
          <>
            Sent through{' '}
            <Link href={pagePath(place, 'integrations', delivery.integrationId, 'requests', delivery.requestId)}>
              {delivery.integrationName} / {delivery.requestName}
            </Link>
          </>
        ) : (
          <span className={styles.none}>
            <Icon of={CircleExclamationPoint} size={14} />
            No request is chosen to send it through.
          </span>
        )}
      </p>
      {delivery?.isDisabled && (
        <Badge tone="mute" icon={CirclePause}>
          Disabled
        </Badge>
      )}
      <Button
        id="choose-delivery"
        size="small"
        look={delivery ? 'quiet' : 'other'}
        aria-describedby={error ? 'delivery-error' : undefined}
        onClick={() => setIsChoosing(true)}
      >
        {delivery ? 'Change' : 'Choose a request'}
      </Button>
      {error && <FieldError id="delivery-error">{error}</FieldError>}
      <Apart>
        <DeliveryDrawer
          isOpen={isChoosing}
          chosen={delivery?.requestId ?? null}
          onClose={() => setIsChoosing(false)}
          onReopen={() => setIsChoosing(true)}
          onChoose={(chosen) => {
            setIsChoosing(false)
            onChange(chosen)
          }}
        />
      </Apart>
    </div>
  )
}
