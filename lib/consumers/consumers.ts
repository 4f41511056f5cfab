import { endpointConsumer } from '#lib/allowlist/endpoint-consumer.ts'
import { integrationConsumer } from '#lib/integrations/integration-consumer.ts'
import { requestConsumer } from '#lib/integrations/request-consumer.ts'
import { templateConsumer } from '#lib/templates/template-consumer.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { stepConsumer } from '#lib/workflows/step-consumer.ts'
import { workflowConsumer } from '#lib/workflows/workflow-consumer.ts'

/** Everything that names secrets in stored text. What is missing here is neither shown as a use nor rewritten. */
export const consumers: readonly Consumer[] = [
  integrationConsumer,
  requestConsumer,
  templateConsumer,
  endpointConsumer,
  workflowConsumer,
  stepConsumer,
]
